# What the scripts of a recipe find in their environment, which is what the plug-in for scripts would set.
#
# @param work the folder of the instance
# @param instance its path
# @param exports its exports, by the names that the scripts know
function lamp::environment(String $work, String $instance, Hash[String, String] $exports) >> Array[String] {
  $all = { 'ROBOCONF_WORK_DIR' => $work, 'ROBOCONF_INSTANCE_PATH' => $instance } + $exports
  $all.map |$name, $value| { "${name}=${value}" }
}
