// DecodeFFmpegTests
