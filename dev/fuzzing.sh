# What dev/fuzz-language and dev/fuzz-messages have in common; they source it in the root of the checkout.
#
#   fuzz CLASS INPUTS PACKAGES [MINUTES | --runs N]
#
# CLASS is in the tests of roboconf-core; INPUTS is the folder of its inputs below src/test/resources, with a dictionary
# INPUTS.dict beside it; PACKAGES are those whose branches count. Finds, and what was come upon, go to target/INPUTS.
fuzz() {
  local class=$1 inputs=$2 packages=$3 limit
  local target=roboconf-core/target/$inputs resources=roboconf-core/src/test/resources
  local corpus=$target/corpus
  shift 3
  if [[ ${1-} == --runs ]]; then
    limit=(-runs="${2:?how many inputs}" -seed=1)
    # What an earlier run came upon must not count.
    rm -rf "$corpus"
  else
    limit=(-max_total_time=$((${1:-10} * 60)))
  fi
  mkdir -p "$corpus"
  mvn -B -ntp -q -pl roboconf-core test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/fuzz-classpath
  java -Xmx512m -cp "roboconf-core/target/test-classes:roboconf-core/target/classes:$(cat roboconf-core/target/fuzz-classpath)" \
    com.code_intelligence.jazzer.Jazzer \
    --target_class="$class" \
    --instrumentation_includes="$packages" \
    --reproducer_path="$target" \
    -artifact_prefix="$target/find-" \
    -dict="$resources/$inputs.dict" \
    -max_len=4000 -timeout=60 -rss_limit_mb=2000 -print_final_stats=1 \
    "${limit[@]}" "$corpus" "$resources/$inputs"
}
