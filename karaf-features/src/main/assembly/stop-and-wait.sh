    PID=$(cat "${KARAF_BASE:-${KARAF_HOME}}/karaf.pid" 2> /dev/null)
    "${KARAF_HOME}/bin/karaf" stop "$@" || exit $?
    LEFT=60
    while [ -n "${PID}" ] && kill -0 "${PID}" 2> /dev/null; do
        if [ "${LEFT}" -eq 0 ]; then
            echo "Process ${PID} has not ended within 60 s; look into data/log/karaf.log." >&2
            exit 1
        fi
        LEFT=$((LEFT - 1))
        sleep 1
    done
