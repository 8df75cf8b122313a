# Manifests to GeoJSON, each rebuilt only when its manifest, its footage or its gallery is newer:
#
#     make -f "$PWD/examples/pipeline.mk" -C DIRECTORY [GALLERY=town.gallery] [FOOTAGE=videos]
#
# make goes to DIRECTORY before it reads the file behind -f, so that one needs its whole path. Every *.yaml in DIRECTORY
# becomes NAME.geojson, whatever reports it asks for itself; where there is none, there is nothing to be done. Footage that
# is already located is not located again. FOOTAGE may be several folders, with any names in them, but not itself with
# spaces; the same holds for manifests and gallery.
PILOTAGE ?= pilotage
GALLERY ?= town.gallery
FOOTAGE ?= videos
MANIFESTS := $(wildcard *.yaml)

.DELETE_ON_ERROR:
.PHONY: all look
all: $(MANIFESTS:.yaml=.geojson)

# A run of an older gallery is begun anew, since results of two galleries never mix. Exit code 1 means that some items
# failed; their names stand in NAME.run/failures.csv where the manifest asks for a table, and the others are located.
%.geojson: %.yaml $(GALLERY)/gallery.json .footage
	$(PILOTAGE) run $< --output $*.run $$([ $(GALLERY)/gallery.json -nt $*.run/run.sqlite ] && echo --fresh) || [ $$? -eq 1 ]
	$(PILOTAGE) report $*.run --use report.geojson --path $@

# As new as the newest file or folder of the footage, at any depth; a folder is newer when something came, went or was renamed.
.footage: look
	@[ -e $@ ] && [ -z "$$(find -L $(FOOTAGE) -newer $@ -print -quit)" ] || touch $@
