// Names that are given with -D are not compared with the forms in archetype-metadata.xml: they are here.
def forms = [
    package: [/[a-z_][a-zA-Z0-9_]*(\.[a-z_][a-zA-Z0-9_]*)*/, 'words of letters, digits and _ with dots between them'],
    className: [/[A-Z][a-zA-Z0-9_]*/, 'a capital letter, then letters, digits and _'],
    installer: [/[a-zA-Z_][a-zA-Z0-9_.-]*/, 'a letter or _, then letters, digits, _, . and -']
]
forms.each { name, form ->
    def value = name == 'package' ? request.package : request.properties.getProperty(name)
    if (!(value ==~ form[0])) {
        def folder = new File(request.outputDirectory, request.artifactId)
        throw new IllegalArgumentException("'${value}' cannot be the ${name}. Wanted: ${form[1]}. "
            + "Delete ${folder} and generate it again, with -D${name}=...")
    }
}
