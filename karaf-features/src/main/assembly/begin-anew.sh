        # The first start installs the bundles. One that was cut off has left a part of them, and no later start adds the
        # rest: begin anew, but not beside a process that is at it.
        if [ "${MAIN}" = "org.apache.karaf.main.Main" ] && [ -d "${KARAF_DATA}/cache" ] && [ ! -e "${KARAF_DATA}/cache/roboconf.whole" ] &&
            ! grep -qsF -e "-Dkaraf.base=${KARAF_BASE}" "/proc/`cat "${KARAF_BASE}/karaf.pid" 2> /dev/null`/cmdline"; then
            rm -rf "${KARAF_DATA:?}/cache"
        fi
