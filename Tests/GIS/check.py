"""What GDAL, QGIS and NumPy make of a run's results and of its gallery; called by run.sh."""

import csv
import json
import math
import os
import subprocess
import sys

import numpy
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
    QgsVectorLayerTemporalProperties,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDateTime, Qt, QUrl, QVariant

TEXT, WHOLE, REAL, TIME = "text", "whole number", "real", "time"
KINDS = {
    QVariant.String: TEXT,
    QVariant.Int: WHOLE,
    QVariant.LongLong: WHOLE,
    QVariant.Double: REAL,
    QVariant.DateTime: TIME,
}
COLUMNS = {
    "item": TEXT,
    "frame": WHOLE,
    "time_s": REAL,
    "time_utc": TIME,
    "longitude": REAL,
    "latitude": REAL,
    "heading_deg": REAL,
    "confidence": REAL,
    "radius_m": REAL,
    "accuracy_m": REAL,
    "r95_m": REAL,
    "status": TEXT,
    "similarity": REAL,
    "place_id": WHOLE,
    "place_source": TEXT,
    "runner_up_place_id": WHOLE,
    "runner_up_similarity": REAL,
    "locator": TEXT,
}


# The dialog for delimited text notes rows without a position, and up to QGIS 3.22 at least it does not know GDAL's names of
# types (CoordX, Integer64) and finds the types by itself. Nothing else may be noted anywhere.
DELIMITED_TEXT_NOTES = (
    "DelimitedText: Errors in file ",
    "DelimitedText: File type string in fixes.csvt is not correctly formatted",
    " records have missing geometry definitions",
)


class Checks:
    """Counts what holds and says what does not."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, found, expected=True):
        if found == expected:
            self.passed += 1
            print(f"ok      {name}")
        else:
            self.failed += 1
            print(f"FAILED  {name}: found {found!r:.300}, expected {expected!r:.300}")

    def check_all(self, name, found, expected):
        """Two lists, element by element; tells the first that differs."""
        pairs = zip(found, expected, strict=False)
        self.check(name, next((pair for pair in pairs if pair[0] != pair[1]), len(found)), len(expected))


def check_files(checks, rows, collection):
    """The two reports against each other, without any GIS."""
    features = collection["features"]
    placed = [row for row in rows if row["longitude"]]
    checks.check("csv: columns", list(rows[0]), list(COLUMNS))
    checks.check_all("csv: positions where the status says so", [bool(row["longitude"]) for row in rows],
                     [row["status"] in ("located", "ambiguous") for row in rows])
    checks.check("geojson: as many features as rows with a position", len(features), len(placed))
    checks.check("geojson: unique ids", len({feature["id"] for feature in features}), len(features))
    checks.check_all("geojson: the same values as in the table", [as_row(feature) for feature in features],
                     [as_numbers(row) for row in placed])
    west, south, east, north = collection["bbox"]
    longitudes = [feature["geometry"]["coordinates"][0] for feature in features]
    latitudes = [feature["geometry"]["coordinates"][1] for feature in features]
    checks.check("geojson: bounding box north and south", [south, north], [min(latitudes), max(latitudes)])
    checks.check("geojson: bounding box west and east", west in longitudes and east in longitudes)


def as_row(feature):
    """A feature's properties with the position among them, as the table has them."""
    row = {name: value for name, value in feature["properties"].items() if name in COLUMNS}
    row["longitude"], row["latitude"] = feature["geometry"]["coordinates"]
    return {name: row[name] for name in COLUMNS}


def as_numbers(row):
    """A row of the table with numbers and nothings instead of text."""
    return {name: None if text == "" else float(text) if COLUMNS[name] in (WHOLE, REAL) else text
            for name, text in row.items()}


def check_ogrinfo(checks, path, layer, count):
    """The command opens the file without a word of complaint."""
    run = subprocess.run(["ogrinfo", "-ro", "-al", "-so", path] + ([layer] if layer else []),
                         capture_output=True, text=True, check=False)
    name = os.path.basename(path)
    checks.check(f"{name}: ogrinfo opens it", run.returncode, 0)
    checks.check(f"{name}: ogrinfo does not warn", run.stderr, "")
    checks.check(f"{name}: ogrinfo's count", f"Feature Count: {count}\n" in run.stdout)
    checks.check(f"{name}: ogrinfo's geometry", "Geometry: Point\n" in run.stdout)
    checks.check(f"{name}: ogrinfo's reference system", 'ID["EPSG",4326]]' in run.stdout)


def open_layer(checks, name, source, provider, count):
    """A layer of QGIS, checked for what every layer here must be."""
    layer = QgsVectorLayer(source, name, provider)
    checks.check(f"{name}: QGIS opens it", layer.isValid())
    if not layer.isValid():
        return None
    if count is not None:
        checks.check(f"{name}: count", layer.featureCount(), count)
    checks.check(f"{name}: geometry", QgsWkbTypes.displayString(layer.wkbType()), "Point")
    checks.check(f"{name}: reference system", layer.crs().authid(), "EPSG:4326")
    return layer


def check_types(checks, name, layer, expected):
    """The types of a layer's fields."""
    kinds = {field.name(): KINDS.get(field.type(), field.typeName()) for field in layer.fields()}
    checks.check(f"{name}: fields", [column for column in kinds if column in expected], list(expected))
    for column, kind in expected.items():
        checks.check(f"{name}: {column} is a {kind}", kinds.get(column), kind)


def check_positions(checks, name, layer, rows):
    """Every feature lies where the table says."""
    wanted = sorted((float(row["longitude"]), float(row["latitude"])) for row in rows if row["longitude"])
    points = [feature.geometry().asPoint() for feature in layer.getFeatures() if feature.hasGeometry()]
    found = sorted((round(point.x(), 7), round(point.y(), 7)) for point in points)
    checks.check_all(f"{name}: positions", found, wanted)


def check_playing(checks, name, layer, begin, end):
    """The temporal controller shows the first frame at its time, and not all frames at once."""
    properties = layer.temporalProperties()
    properties.setIsActive(True)
    if end is None:
        properties.setMode(QgsVectorLayerTemporalProperties.ModeFeatureDateTimeInstantFromField)
        properties.setStartField(begin)
    else:
        properties.setMode(QgsVectorLayerTemporalProperties.ModeFeatureDateTimeStartAndEndFromFields)
        properties.setStartField(begin)
        properties.setEndField(end)
    start = layer.minimumValue(layer.fields().indexOf(begin))
    stop = layer.maximumValue(layer.fields().indexOf(begin))
    checks.check(f"{name}: times can be compared", isinstance(start, QDateTime) and start <= stop)
    checks.check(f"{name}: times are UTC", start.offsetFromUtc() == 0 and start.timeSpec() != Qt.OffsetFromUTC)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    request = QgsFeatureRequest().setFilterExpression(
        properties.createFilterString(context, QgsDateTimeRange(start, start)))
    shown = sum(1 for _ in layer.getFeatures(request))
    count = layer.featureCount()
    checks.check(f"{name}: the first moment shows frames, but not all", 1 <= shown and (shown < count or start == stop))


def check_results(checks, folder):
    """Both reports of a run."""
    table, map_file = os.path.join(folder, "fixes.csv"), os.path.join(folder, "fixes.geojson")
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(map_file, encoding="utf-8") as file:
        collection = json.load(file, parse_constant=refuse)
    checks.check("the results hold positions", len(collection["features"]) > 0)
    if not rows or not collection["features"]:
        return
    check_files(checks, rows, collection)
    check_ogrinfo(checks, table, None, len(rows))
    check_ogrinfo(checks, map_file, None, len(collection["features"]))

    # A property of which no feature knows anything is text to GDAL, which has only the values to go by.
    known = {name for feature in collection["features"]
             for name, value in feature["properties"].items() if value is not None}
    types = {name: kind for name, kind in COLUMNS.items() if name in known}
    times = {"t_begin": TIME, "t_end": TIME} if "t_begin" in known else {}
    layer = open_layer(checks, "fixes.geojson", map_file, "ogr", len(collection["features"]))
    if layer:
        check_types(checks, "fixes.geojson", layer, {"id": TEXT, **types, **times})
        check_positions(checks, "fixes.geojson", layer, rows)
        if times:
            check_playing(checks, "fixes.geojson", layer, "t_begin", "t_end")

    source = QUrl.fromLocalFile(os.path.abspath(table)).toString()
    text = f"{source}?type=csv&detectTypes=yes&xField=longitude&yField=latitude&crs=EPSG:4326"
    # Delimited text finds types by the values, so a column without any is text to it.
    filled = {name: kind for name, kind in COLUMNS.items() if any(row[name] for row in rows)}
    for name, source, provider, count, types in [
        ("fixes.csv, dropped in", table, "ogr", len(rows), COLUMNS),
        ("fixes.csv, as delimited text", text, "delimitedtext", None, filled),
    ]:
        layer = open_layer(checks, name, source, provider, count)
        if layer:
            check_types(checks, name, layer, types)
            check_positions(checks, name, layer, rows)
            if any(row["time_utc"] for row in rows):
                check_playing(checks, name, layer, "time_utc", None)


def refuse(name):
    """NaN and infinities, which Python reads though they are not JSON."""
    raise ValueError(f"{name} in JSON")


def check_gallery(checks, folder):
    """The places and embeddings of a gallery."""
    with open(os.path.join(folder, "gallery.json"), encoding="utf-8") as file:
        segments = json.load(file)["segments"]
    count = 0
    for segment in segments:
        name = segment["path"]
        embeddings = numpy.load(os.path.join(folder, name), mmap_mode="r", allow_pickle=False)
        checks.check(f"{name}: a matrix of 32-bit floats", (embeddings.ndim, embeddings.dtype.str), (2, "<f4"))
        checks.check(f"{name}: as many rows as its gallery says", len(embeddings), segment["rows"])
        checks.check(f"{name}: finite", all(math.isfinite(value) for value in embeddings.sum(axis=1)))
        count += len(embeddings)
    path = os.path.join(folder, "places.gpkg")
    check_ogrinfo(checks, path, "places", count)
    layer = open_layer(checks, "places.gpkg", f"{path}|layername=places", "ogr", count)
    if layer:
        ids = [feature.id() for feature in layer.getFeatures()]
        checks.check("places.gpkg: unique ids", len(set(ids)), len(ids))
        check_types(checks, "places.gpkg", layer, {"heading_deg": REAL, "source": TEXT})
        placed = all(feature.hasGeometry() for feature in layer.getFeatures())
        checks.check("places.gpkg: every place has a position", placed)


def main(results, gallery):
    """Runs all checks; answers the exit code."""
    application = QgsApplication([], False)
    application.initQgis()
    messages = []
    application.messageLog().messageReceived.connect(
        lambda text, tag, level: messages.append(f"{tag}: {text}") if level != Qgis.Info else None)
    checks = Checks()
    for check, folder in [(check_results, results), (check_gallery, gallery)]:
        try:
            check(checks, folder)
        except (OSError, ValueError, KeyError) as error:
            checks.check(f"{folder} can be read", f"{type(error).__name__}: {error}", "no error")
    unexpected = [text for text in messages if not any(note in text for note in DELIMITED_TEXT_NOTES)]
    checks.check("QGIS does not warn", unexpected, [])
    # Layers must go before the application that owns their providers.
    QgsProject.instance().clear()
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.stdout.flush()
    application.exitQgis()
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
