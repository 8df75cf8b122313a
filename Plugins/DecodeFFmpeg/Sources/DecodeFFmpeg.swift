// DecodeFFmpeg
