#!/usr/bin/env bash
# Draws docs/images/maps.png: streets of Monaco, Vaduz and Manhattan as a map and as invented footage.
# docs/images/maps.sh FOLDER : a folder with extracts of OpenStreetMap named as below.
set -euo pipefail
maps=$1
pilotage=$(dirname "$0")/../../.build/release/pilotage
views=$(mktemp -d)
trap 'rm -rf "$views"' EXIT

# NAME MAP PLACE HEADING SEED
draw() {
    for look in plain footage; do
        local seed=()
        if [ "$look" = footage ]; then seed=(--seed "$5"); fi
        "$pilotage" render "$maps/$2" --at "$3" --heading "$4" --look "$look" "${seed[@]}" --size 480x320 --fov 80 \
            --radius 800 --output "$views/$1-$look.png"
    done
}
draw grimaldi monaco_full_buildings.osm.pbf 43.7354786,7.4196581 38 12
draw harbor monaco_full_buildings.osm.pbf 43.7328624,7.4221705 330 5
draw vaduz liechtenstein.osm.pbf 47.1377035,9.5224787 5 9
draw orchard nyc_lower_east_side.osm.pbf 40.7194474,-73.9895551 22 3

inputs=()
for look in plain footage; do
    for name in grimaldi harbor vaduz orchard; do inputs+=(-i "$views/$name-$look.png"); done
done
ffmpeg -hide_banner -loglevel error -y "${inputs[@]}" -filter_complex \
    "[0][1][2][3]hstack=4[a];[4][5][6][7]hstack=4[b];[a][b]vstack" -frames:v 1 -bitexact "$(dirname "$0")/maps.png"
