#!/usr/bin/env bash
# The house's one door: each command below makes, or installs, all that it needs first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
shopt -s nullglob
PATH=$PWD/node_modules/.bin:$PATH

usage() {
  cat <<'END'
./build.sh [command]
  build    everything into dist/ (also without a command)
  serve    build, serve dist/site and print its address
  dev      a live page: rebuilds and reloads on change, the C too
  native   libchainrule.a and its headers into dist/native, then a C example that uses them
  wasm     only the engine: dist/chainrule.wasm and what is generated from it
  check    format, warnings, static analysis and types
  format   rewrite the files in the format that check wants
  test     check, then every test; test FLOOR... only those of tests/FLOOR
  fuzz     random programs of calls of the C API, for a minute; fuzz SECONDS
  oracle   ask PyTorch again, which it installs (5 GB): compare tests/oracle, then random programs
  bench    measure speed and size beside others'; bench W1... only those workloads; bench page the demo's frames
  help     this list
END
}

say() { echo "• $*"; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- what the machine must have -------------------------------------------------------------------

# want WHAT HOW PACKAGE...: installs the packages, or says in one sentence what is missing and how to get it.
want() {
  local what=$1 how=$2 root=()
  shift 2
  have apt-get || die "$what is missing: $how."
  if ((EUID)); then
    root=(sudo)
    { have sudo && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; } ||
      die "$what is missing: $how, or run \`apt-get install $*\` as root."
  fi
  say "install $*"
  "${root[@]}" apt-get update -qq || true
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null ||
    die "$what is missing and \`apt-get install $*\` failed: $how."
}

need_node() {
  { have node && have npm; } || die "Node.js is missing: install version 20.19 or newer from https://nodejs.org."
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js $(node --version) is too old: install version 20.19 or newer from https://nodejs.org."
  modules_are_new || locked install_modules
}

modules_are_new() { [[ node_modules/.package-lock.json -nt package-lock.json ]]; }

install_modules() {
  modules_are_new && return
  say "npm ci"
  npm ci --no-audit --no-fund --loglevel=error ||
    die "npm ci failed: it needs the network once, to fetch what package-lock.json names."
  touch node_modules/.package-lock.json
}

need_emcc() {
  local sdk
  have emcc && return
  for sdk in "${EMSDK:-}" ~/emsdk; do
    [[ -x $sdk/upstream/emscripten/emcc ]] && PATH=$sdk/upstream/emscripten:$PATH && return
  done
  want "Emscripten's emcc" "put an emsdk (https://emscripten.org) at ~/emsdk or name it in EMSDK" emscripten
}

need_cc() {
  { have cc && have ar && echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1; } ||
    want "A C compiler" "install gcc and binutils" gcc libc6-dev
}

need_cmocka() {
  cc -E -include stddef.h -include cmocka.h - </dev/null >/dev/null 2>&1 ||
    want "cmocka" "install it from https://cmocka.org" libcmocka-dev
}

need_clang() {
  have clang || want "clang" "install it from https://llvm.org" clang
  echo 'int LLVMFuzzerTestOneInput(void);int LLVMFuzzerTestOneInput(void){return 0;}' |
    clang -fsanitize=fuzzer,address -x c - -o /dev/null 2>/dev/null ||
    want "clang's libFuzzer" "install compiler-rt from https://llvm.org" "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
}

need_analysers() {
  have gcc || want "gcc" "install it from your system's packages" gcc libc6-dev
  have clang-format || want "clang-format" "install it from https://llvm.org" clang-format
  have cppcheck || want "cppcheck" "install it from https://cppcheck.sourceforge.io" cppcheck
}

need_chromium() {
  local name
  if [[ -z ${CHROMIUM:-} ]]; then
    for name in chromium chromium-browser google-chrome; do
      if have "$name"; then CHROMIUM=$(command -v "$name"); break; fi
    done
  fi
  if [[ -z ${CHROMIUM:-} ]]; then
    want "Chromium" "name a browser in CHROMIUM" chromium
    CHROMIUM=$(command -v chromium)
  fi
  [[ -x $CHROMIUM ]] || die "CHROMIUM=$CHROMIUM is not a program: name an installed Chromium or Chrome."
  export CHROMIUM
}

need_firefox() {
  local name
  for name in firefox-esr firefox; do
    [[ -n ${FIREFOX:-} ]] || FIREFOX=$(command -v "$name") || true
  done
  if [[ -z ${FIREFOX:-} ]]; then
    want "Firefox" "name a browser in FIREFOX" firefox-esr
    FIREFOX=$(command -v firefox-esr)
  fi
  [[ -x $FIREFOX ]] || die "FIREFOX=$FIREFOX is not a program: name an installed Firefox."
  export FIREFOX
}

need_webkit() {
  { have WebKitWebDriver && have Xvfb; } ||
    want "WebKitGTK's WebDriver or Xvfb" "install them from your system's packages" webkit2gtk-driver xvfb
}

# PyTorch, in the Python that ORACLE_PYTHON names or in one of its own.
need_oracle() {
  export ORACLE_PYTHON=${ORACLE_PYTHON:-$PWD/build/oracle-venv/bin/python}
  [[ $ORACLE_PYTHON == "$PWD"/build/* ]] && locked install_oracle
  "$ORACLE_PYTHON" -c 'import torch' || die "ORACLE_PYTHON=$ORACLE_PYTHON is no Python with PyTorch."
}

install_oracle() {
  local venv=build/oracle-venv wanted=tests/oracle/requirements.txt
  cmp -s "$wanted" "$venv/installed" && return
  python3 -c 'import venv, ensurepip' 2>/dev/null ||
    want "Python's venv" "install Python 3.10 or newer from https://python.org" python3-venv
  say "install PyTorch into $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" ||
    die "PyTorch could not be installed: name a Python that has what $wanted names in ORACLE_PYTHON."
  cp "$wanted" "$venv/installed"
}

# --- what there is --------------------------------------------------------------------------------

WARNINGS=(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror)
FLOORS=(core fuzz lib package sizes build demo embed browsers)
C_FILES=(include/*.h src/*.[ch] src/*/*.[ch] src/ops/*/*.[ch] tests/core/*.[ch] tests/fuzz/*.[ch] tests/bench/limit/*.[ch])
CORE_TESTS=()
for file in tests/core/*.c; do [[ $file == */example.c ]] || CORE_TESTS+=("$file"); done

# Where the time goes: in the wasm these are built for speed and with SIMD, the rest of the engine for size.
HOT=(src/{arena,backward,elementwise,gemm,page,product,record,reduce,replay}.c src/ops/{add,mul,relu,sub,tanh}.c)

# All, or with `small` those of the engines without networks, which have no optimisers either.
sources() {
  local file
  for file in src/*.c src/*/*.c src/ops/*/*.c; do
    [[ $file == src/declare.c || (${1:-} == small && $file =~ ^src/(rules|update|program|replay) ) ]] || echo "$file"
  done
}

# --- building -------------------------------------------------------------------------------------

# step NAME OUTPUT INPUT...: runs make_NAME unless OUTPUT exists and neither an input nor this script changed.
step() {
  local name=$1 output=$2 stamp=build/$1.stamp now
  shift 2
  now=$(find build.sh "$@" -type f ! -name '*.tsbuildinfo' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum)
  [[ -e $output && -f $stamp && $(<"$stamp") == "$now" ]] && return
  say "$name"
  rm -f "$stamp"
  "make_$name"
  echo "$now" >"$stamp"
}

# The list of ops is the list of files: build/ops.h holds a line X(name) for each, build/updates.h one for each rule of
# the optimisers. Two smaller engines have lists of their own: core has the files of src/ops but not of its folders
# (networks, and less common ones in `more`), the demo's has the elementwise ones of those.
list_ops() {
  list_of build/ops.h src/ops/*.c src/ops/*/*.c
  list_of build/updates.h src/update/*.c
  list_of build/engines/core/ops.h src/ops/*.c
  list_of build/engines/elementwise/ops.h $(grep -lE '^OP_(UNARY|BINARY|TERNARY)' src/ops/*.c) src/ops/to.c
}

# list_of LIST FILE...
list_of() {
  local to=$1 list
  shift
  mkdir -p "$(dirname "$to")"
  list=$(for file; do echo "X($(basename "$file" .c))"; done | LC_ALL=C sort)
  [[ -f $to && $(<"$to") == "$list" ]] || echo "$list" >"$to"
}

# engine NAME FOLDER FLAG...: build/NAME.wasm and, as text in a module, build/NAME.wasm.js, of the folder's list of ops.
# Ints wrap around, as PyTorch's do. Unrolling makes nothing faster (measured). The other engines are for size, in
# which SIMD makes the tiles of products smaller, too.
engine() {
  local name=$1 folder=$2 kind=small file files=() flags hot=("${HOT[@]}")
  shift 2
  [[ $name == chainrule ]] || hot=(src/gemm.c)
  [[ $folder != */elementwise ]] || hot=()
  if [[ $folder == build ]]; then kind=all; else set -- "$@" -DCR_SMALL; fi
  flags=(-flto -mbulk-memory -msign-ext -mnontrapping-fptoint -Wall -Wextra -Wno-initializer-overrides -std=c11
    -ffp-contract=off -fwrapv -fno-math-errno "$@" -I"$folder" -Iinclude -Isrc)
  for file in "${hot[@]}"; do
    emcc -O2 -msimd128 -fno-unroll-loops "${flags[@]}" -c "$file" -o "build/$name.${file//\//.}.o"
    files+=("build/$name.${file//\//.}.o")
  done
  while read -r file; do
    [[ " ${hot[*]} " == *" $file "* ]] || files+=("$file")
  done < <(sources "$kind")
  emcc -Oz "${flags[@]}" "${files[@]}" \
    --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2GB -sMALLOC=none \
    -sFILESYSTEM=0 -sTOTAL_STACK=65536 -sTOTAL_MEMORY=1MB -o "build/$name.wasm"
  node web/lib/inline.js "build/$name.wasm" >"build/$name.wasm.js"
}

make_wasm() {
  engine chainrule build
  mkdir -p dist
  cp build/chainrule.wasm dist/
  echo 'declare const text: string; export default text;' >build/chainrule.wasm.d.ts
}

make_engines() {
  engine core build/engines/core &
  engine elementwise build/engines/elementwise
  wait $!
  engine f64 build -DCR_DOUBLE
  engine doubles build/engines/elementwise -DCR_DOUBLE
}

# The package around that last engine, as a module: the demo's lab has it beside the engine of floats.
make_doubles() {
  node web/doubles.js
  echo "export default function (): Pick<typeof import('../web/lib/index.js'), 'tensor'>;" >build/doubles.d.ts
}

make_optypes() { node web/lib/types.js src/ops/*.c src/ops/*/*.c >build/ops.d.ts; }

# The demo's dependencies are bundled in, so its types must not ask its users for theirs.
# Fields marked @internal are none of theirs either: tsc leaves them in where they are assigned.
make_types() {
  rm -rf dist/types
  tsc -p web
  find dist/types/web/demo -name '*.d.ts' -exec sed -i -E "/^import .* from '[^.]/d; s/extends LitElement/extends HTMLElement/
    s/import\(['\"][^.)][^)]*\)(\.\w+)+(<[^>]*>)?/unknown/g" {} +
  sed -i '/^ *\/\*\* @internal/,+1d; /^import .*own.js/d' dist/types/web/lib/tensor.d.ts
  mkdir -p dist/types/build
  cp build/ops.d.ts dist/types/build/
}

make_bundles() { node web/bundle.js; }

# compile FOLDER FLAG...: every source of the engine to an object file in the folder.
compile() {
  local folder=$1 file jobs=() job
  shift
  rm -rf "$folder"
  mkdir -p "$folder"
  while read -r file; do
    "${CC:-cc}" -std=c11 -ffp-contract=off -fwrapv -Iinclude -Isrc -Ibuild "$@" -c "$file" -o "$folder/${file//\//.}.o" &
    jobs+=($!)
  done < <(sources)
  for job in "${jobs[@]}"; do wait "$job"; done
}

make_native() {
  mkdir -p dist/native
  compile build/native -O3
  rm -f dist/native/libchainrule.a
  ar rcs dist/native/libchainrule.a build/native/*.o
  cp include/chainrule.h dist/native/
  cc -std=c11 -Iinclude -Isrc -Ibuild src/declare.c dist/native/libchainrule.a -lm -o build/native/declare
  build/native/declare >dist/native/chainrule_ops.h
  cc -std=c11 "${WARNINGS[@]}" -Idist/native tests/core/example.c dist/native/libchainrule.a -lm -o build/native/example
}

# Each test program of the C floor, once for each type that real can be, under the sanitisers.
# One that has its own malloc, to let it fail, gets the engine linked to that.
make_core() {
  local real file flags wrap
  for real in float double; do
    flags=(-g -O1 "-fsanitize=address,undefined" -fno-sanitize-recover=all)
    [[ $real == float ]] || flags+=(-DCR_DOUBLE)
    compile "build/core/$real" "${flags[@]}"
    for file in "${CORE_TESTS[@]}"; do
      wrap=()
      ! grep -q __wrap_malloc "$file" || wrap=(-Wl,--wrap=malloc,--wrap=free)
      cc -std=c11 "${flags[@]}" -Iinclude -Isrc -Ibuild "$file" "build/core/$real"/*.o -lcmocka -lm "${wrap[@]}" \
        -o "build/core/$real/$(basename "$file" .c)"
    done
  done
  touch build/core/built
}

# The engine that libFuzzer calls: its memory fails when the fuzzer wants. Depths of the stack are another each time.
make_fuzz() {
  local flags=(-g -O1 "-fsanitize=address,undefined" -fno-sanitize-recover=all)
  CC=clang compile build/fuzz/engine "${flags[@]}" -fsanitize=fuzzer-no-link -fno-sanitize-coverage=stack-depth \
    -Dmalloc=fuzz_malloc -Dfree=fuzz_free
  clang -std=c11 "${WARNINGS[@]}" "${flags[@]}" -fsanitize=fuzzer -fno-sanitize-coverage=stack-depth -Iinclude -Isrc \
    -Ibuild -Itests/fuzz tests/fuzz/*.c build/fuzz/engine/*.o -lm -o build/fuzz/fuzz
}

# Only one build at a time: the dev page and a test may both want one.
locked() {
  mkdir -p build
  (flock 9; "$@") 9>build/lock
}

wasm_steps() {
  list_ops
  step wasm build/chainrule.wasm src include build/ops.h web/lib/{inline,bytes,segments}.js
  step optypes build/ops.d.ts build/chainrule.wasm src/ops web/lib
}

engine_steps() {
  wasm_steps
  step engines build/doubles.wasm src include build/ops.h build/engines web/lib/{inline,bytes,segments}.js
  step doubles build/doubles.js web/lib web/doubles.js web/with-engine.js build/doubles.wasm package-lock.json
}

build_steps() {
  engine_steps
  step types dist/types web/lib web/demo web/tsconfig.json tsconfig.json build/ops.d.ts package-lock.json
  step bundles dist/site web build/chainrule.wasm build/doubles.wasm package.json package-lock.json
}

native_steps() {
  list_ops
  step native dist/native/chainrule_ops.h src include build/ops.h tests/core/example.c
}

make_peers() { npm ci --prefix tests/bench --ignore-scripts --no-audit --no-fund --loglevel=error; }
make_limit() { emcc -O3 -msimd128 -std=c11 --no-entry -sSTANDALONE_WASM -sALLOW_MEMORY_GROWTH=1 tests/bench/limit/*.c -o build/limit.wasm; }

# --- checking and testing -------------------------------------------------------------------------

check_format() {
  { clang-format --dry-run --Werror "${C_FILES[@]}" && biome check --error-on-warnings .; } ||
    die "the format or the lint differs: ./build.sh format sets most of it right."
}

check_c() {
  local real
  for real in CR_FLOAT CR_DOUBLE; do
    printf '%s\n' src/*.c src/*/*.c src/ops/*/*.c | xargs -P "$(nproc)" -n 1 \
      gcc -std=c11 -O2 "${WARNINGS[@]}" -fanalyzer -D"$real" -Iinclude -Isrc -Ibuild -S -o /dev/null
  done
  cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 -Iinclude -Isrc -Ibuild src
}

test_core() {
  local program
  locked step core build/core/built src include build/ops.h tests/core
  for program in build/core/{float,double}/*; do
    [[ $program == *.o ]] || "$program"
  done
}

# run_fuzzer ARGUMENT...
run_fuzzer() {
  need_clang
  list_ops
  locked step fuzz build/fuzz/fuzz src include build/ops.h tests/fuzz
  build/fuzz/fuzz -max_len=400 -len_control=0 -verbosity=0 -print_funcs=0 -print_final_stats=1 \
    -artifact_prefix=build/fuzz/ "$@" 2>&1 | sed '/# Uses: \|ecommended dictionary/d' ||
    die "the fuzzer has found something: build/fuzz/fuzz and the file that it names show it again."
}

test_floor() {
  local files=("tests/$1"/*.test.js)
  if [[ $1 == core ]]; then
    test_core
  elif [[ $1 == fuzz ]]; then
    # The same programs each time, so that the test fails by a change and not by chance; `fuzz` searches on.
    run_fuzzer -seed=1 -runs=5000 -use_cmp=0
  elif [[ $1 == browsers ]]; then
    need_firefox
    need_webkit
    node --test --test-reporter=spec "${files[@]}"
  elif [[ -f tests/$1/vitest.config.js ]]; then
    vitest run --config "tests/$1/vitest.config.js"
  else
    ((${#files[@]})) || die "there are no tests in tests/$1."
    node --test --test-reporter=spec "${files[@]}"
  fi
}

# --- commands -------------------------------------------------------------------------------------

run_wasm() { need_node; need_emcc; locked wasm_steps; }
run_build() { need_node; need_emcc; locked build_steps; }
run_native() { need_cc; locked native_steps; build/native/example; }
run_serve() { run_build; exec vite preview --config web/vite.config.js "$@"; }
run_dev() { need_node; need_emcc; locked engine_steps; exec vite --config web/vite.config.js "$@"; }
run_format() { need_node; need_analysers; clang-format -i "${C_FILES[@]}"; biome check --write .; }

# What it has found interesting before is where it goes on.
run_fuzz() { mkdir -p build/fuzz/corpus; run_fuzzer -max_total_time="${1:-60}" build/fuzz/corpus; }

run_oracle() {
  need_oracle
  run_build
  say "compare tests/oracle with PyTorch"
  "$ORACLE_PYTHON" tests/oracle/generate.py --check
  say "test oracle"
  test_floor oracle
}

run_bench() {
  run_build
  if [[ ${1:-} == page ]]; then
    need_chromium
    exec node tests/bench/page.js
  fi
  locked step peers tests/bench/node_modules tests/bench/package-lock.json
  locked step limit build/limit.wasm tests/bench/limit
  node tests/bench/run.js "$@"
}

run_check() {
  need_cc
  need_analysers
  run_build
  say "check format and lint"
  check_format
  say "check the C"
  check_c
  say "check types"
  tsc
}

run_test() {
  local floor floors=("${FLOORS[@]}")
  if (($#)); then floors=("$@"); else run_check; fi
  need_cc
  need_cmocka
  need_chromium
  run_build
  for floor in "${floors[@]}"; do
    say "test $floor"
    test_floor "$floor"
  done
  say "all passed in $SECONDS s: $( (($#)) || echo 'check, ')${floors[*]}"
}

command=${1:-build}
shift || true
case $command in
  build | serve | dev | native | wasm | check | format | test | fuzz | oracle | bench) "run_$command" "$@" ;;
  help | -h | --help) usage ;;
  *) printf 'build.sh: there is no command "%s"; ./build.sh help lists them.\n' "$command" >&2; exit 2 ;;
esac
