#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/error.h>
#include <libavutil/imgutils.h>
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
#include <libavutil/parseutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

// Swift cannot see macros that cast, negate or build a compound literal.

static inline int pilotage_error_eof(void) { return AVERROR_EOF; }
static inline int pilotage_error_again(void) { return AVERROR(EAGAIN); }
static inline int pilotage_error_system(int code) { return AVERROR(code); }
static inline int64_t pilotage_no_timestamp(void) { return AV_NOPTS_VALUE; }
