#!/bin/sh
# What the long run of tests/cases/soak.py needs on a machine without network, for its version of Python (here 3.12):
#   sh tests/cases/soak-packages.sh 3.12 build/vendor        where there is an index
#   PYTHONPATH=src:.:build/vendor python3 -m tests.cases.soak --from 0 --to 1000 --workers 16        there
set -e
python3 -m pip install --quiet --upgrade --no-deps --only-binary=:all: --python-version "${1:-3.12}" \
  --target "${2:-build/vendor}" msgspec python-sat dd click
python3 -m pip install --quiet --upgrade --no-deps --target "${2:-build/vendor}" astutils ply networkx typing_extensions
