# The imported Tomcats as a table for scripts: a line for each, with its path, address and port.
#
# @param imported what the plug-in passes as `$tomcat`; undefined when there is none
function lamp::tomcats(Optional[Hash[String, Hash[String, String]]] $imported) >> String {
  $lines = $imported.lest || { {} }.map |$path, $variables| {
    "${path}\t${variables['ip']}\t${variables['httpPort']}\n"
  }
  $lines.sort.join
}
