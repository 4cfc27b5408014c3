    PID=$(cat "${KARAF_BASE:-${KARAF_HOME}}/karaf.pid" 2> /dev/null)
    LAUNCHER=$(launcherPid)
    LAUNCHED=$(startOf "${LAUNCHER:-none}")
    if [ -z "${LAUNCHER}" ] || { [ -n "${PID}" ] && kill -0 "${PID}" 2> /dev/null; }; then
        "${KARAF_HOME}/bin/karaf" stop "$@" || [ -n "${LAUNCHER}" ] || exit $?
    fi
    LEFT=60
    while true; do
        if [ -n "${PID}" ] && kill -0 "${PID}" 2> /dev/null; then
            RUNNING=${PID}
        elif [ -n "${LAUNCHED}" ] && [ "$(startOf "${LAUNCHER}")" = "${LAUNCHED}" ]; then
            # It was about to start Java again.
            RUNNING=${LAUNCHER}
            kill -TERM "${LAUNCHER}" 2> /dev/null
        else
            break
        fi
        if [ "${LEFT}" -eq 0 ]; then
            echo "Process ${RUNNING} has not ended within 60 s; look into data/log/karaf.log." >&2
            exit 1
        fi
        LEFT=$((LEFT - 1))
        sleep 1
    done
