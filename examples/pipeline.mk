# Manifests to GeoJSON, each rebuilt only when its manifest, its footage or its gallery is newer:
#
#     make -f examples/pipeline.mk -C DIRECTORY [GALLERY=town.gallery] [FOOTAGE=videos]
#
# Every *.yaml in DIRECTORY becomes NAME.geojson; footage that is already located is not located again.
PILOTAGE ?= pilotage
GALLERY ?= town.gallery
FOOTAGE ?= videos
MANIFESTS := $(wildcard *.yaml)

.DELETE_ON_ERROR:
.PHONY: all
all: $(MANIFESTS:.yaml=.geojson)

# Exit code 1 means that some items failed; their names stand in NAME.run/failures.csv, and the others are located.
%.geojson: %.yaml $(GALLERY)/gallery.json $(wildcard $(FOOTAGE)/*)
	$(PILOTAGE) run $< --output $*.run || [ $$? -eq 1 ]
	cp $*.run/fixes.geojson $@
