# Text as the value of an XML attribute.
function roboconf_tomcat::xml(String $text) >> String {
  $text.regsubst('&', '&amp;', 'G').regsubst('<', '&lt;', 'G').regsubst('"', '&quot;', 'G')
}
