#!/bin/sh
# Opens the results of a run and a gallery in GDAL, QGIS and NumPy, and checks that all is recognised without a warning.
# Usage: Tests/GIS/run.sh DIR_WITH_RESULTS GALLERY
# The last line is "N passed, N failed"; the exit code is 1 where anything failed, 2 where nothing could be tested.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 DIR_WITH_RESULTS GALLERY" >&2
    exit 2
fi
# QGIS is bound to the system's Python, whichever other stands first in PATH.
python=/usr/bin/python3
if ! command -v ogrinfo >/dev/null || ! $python -c 'import qgis.core, osgeo.gdal, numpy' 2>/dev/null; then
    echo "error: QGIS, GDAL or NumPy is missing" >&2
    echo "  hint: apt-get install --no-install-recommends python3-qgis qgis-providers gdal-bin" >&2
    exit 2
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# A profile of its own: nothing of the user's QGIS is read or written.
XDG_RUNTIME_DIR=$scratch QGIS_CUSTOM_CONFIG_PATH=$scratch/profile QT_QPA_PLATFORM=offscreen \
    $python "$(dirname "$0")/check.py" "$1" "$2"
