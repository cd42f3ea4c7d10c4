#!/bin/sh
# native-libraries.sh APPLICATION DIRECTORY: copies the native libraries of the sentence model, for this kind of machine, out
# of the packaged application's jars. They are unpacked into the temporary directory otherwise, which a container may not
# be allowed to execute. Needs a JDK. Linux alone.
set -eu
application=$(cd "$1" && pwd)
mkdir -p "$2"
directory=$(cd "$2" && pwd)

case $(uname -m) in
  x86_64 | amd64) onnx=linux-x64 djl=linux-x86_64 ;;
  aarch64 | arm64) onnx=linux-aarch64 djl=linux-aarch64 ;;
  *) echo "There are no native libraries for $(uname -m)." >&2; exit 1 ;;
esac

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
cd "$unpacked"
for jar in "$application"/lib/main/com.microsoft.onnxruntime.onnxruntime-*.jar "$application"/lib/main/ai.djl.huggingface.tokenizers-*.jar; do
  jar xf "$jar"
done
cp "ai/onnxruntime/native/$onnx"/*.so "native/lib/$djl/cpu"/*.so "$directory"
chmod 644 "$directory"/*.so
