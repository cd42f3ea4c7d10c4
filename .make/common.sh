# Read by the scripts beside it. They run on Linux and macOS, in any POSIX shell.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

say() {
  printf '%s\n' "$*"
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

need_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    javac=$JAVA_HOME/bin/javac
  else
    javac=javac
  fi
  version=$("$javac" -version 2>&1) || fail "A JDK is missing: install JDK 17 or newer (Debian: apt install openjdk-17-jdk-headless, macOS: brew install openjdk)."
  major=$(printf '%s\n' "$version" | sed -n 's/^javac \([0-9]*\).*/\1/p')
  if [ "${major:-0}" -lt 17 ]; then
    fail "JDK 17 or newer is needed, and this is $version${JAVA_HOME:+ (JAVA_HOME is $JAVA_HOME)}."
  fi
}

need_node() {
  command -v node >/dev/null 2>&1 || fail "Node is missing: install Node 20.19 or newer, from https://nodejs.org."
  node -e '
    const [major, minor] = process.versions.node.split(".").map(Number)
    const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24
    process.exit(fits ? 0 : 1)
  ' || fail "Node 20.19 or newer is needed (of the 22s 22.13 or newer), and this is $(node --version)."
  command -v npm >/dev/null 2>&1 || fail "npm is missing: it comes with Node from https://nodejs.org, or as Debian's package npm."
}

# attend COMMAND...: runs a command and passes on the signals that would else stop this script alone.
attend() {
  "$@" &
  child=$!
  trap 'kill "$child" 2>/dev/null; wait "$child"; exit 130' INT TERM HUP
  status=0
  wait "$child" || status=$?
  trap - INT TERM HUP
  return $status
}

# step LOG DIRECTORY COMMAND...: runs a long command, and ends the script if it fails.
step() {
  attend node .make/narrate.mjs "$@" || exit $?
}

# is_stale BUILT SOURCE...: whether what was built is missing or older than one of its sources.
is_stale() {
  built=$1
  shift
  [ ! -e "$built" ] || [ -n "$(find "$@" -newer "$built" -type f -print | head -n 1)" ]
}

install_packages() {
  if is_stale frontend/node_modules/.package-lock.json frontend/package-lock.json; then
    say "Installing the dashboard's npm packages"
    step npm-install frontend npm ci --no-audit --no-fund
  fi
}

build_backend() {
  if is_stale backend/target/.built backend/src/main backend/pom.xml; then
    say "Building the backend (on a new machine Maven first downloads some 200 MB of libraries)"
    step build-backend backend ./mvnw -B package -Dmaven.test.skip
    touch backend/target/.built
  fi
}

install_bench_packages() {
  express=backend/bench/express
  if is_stale "$express/node_modules/.package-lock.json" "$express/package-lock.json"; then
    say "Installing the npm packages of the benchmarks"
    step npm-install-bench "$express" npm ci --no-audit --no-fund
  fi
}

build_dashboard() {
  install_packages
  if is_stale frontend/dist/index.html frontend/src frontend/public frontend/index.html frontend/*.json frontend/*.ts; then
    say "Building the dashboard"
    step build-dashboard frontend npm run build
  fi
}

# Compiles a bench of our classes against the application as it was built: what is measured is what is shipped.
compile_bench() {
  bench_application=backend/target/quarkus-app
  bench_classes=backend/target/bench-$1
  bench_class_path="$bench_classes:$bench_application/app/*:$bench_application/lib/boot/*:$bench_application/lib/main/*"
  if is_stale "$bench_classes/.built" "backend/bench/$1" backend/target/.built; then
    rm -rf "$bench_classes"
    mkdir -p "$bench_classes"
    "$javac" -cp "$bench_class_path" -d "$bench_classes" $(find "backend/bench/$1" -name '*.java')
    touch "$bench_classes/.built"
  fi
}
