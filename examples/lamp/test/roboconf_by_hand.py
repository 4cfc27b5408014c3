"""Runs the recipes of Lamp as the agents would: same environment, same folders, same order of the steps."""

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

GRAPH = Path(__file__).resolve().parent.parent / "graph"

# Exported variables: name -> value; "random" is a port that the deployment manager draws.
EXPORTS = {
    "MySQL": {"port": "random", "database": "lamp"},
    "Tomcat": {"httpPort": "random"},
    "Apache": {"httpPort": "random"},
}
IMPORTS = {
    "MySQL": {"Tomcat": ["ip", "httpPort"]},
    "Tomcat": {"MySQL": ["ip", "port", "database"]},
    "Apache": {"Tomcat": ["ip", "httpPort"]},
}


class StepFailed(Exception):
    pass


class Machine:
    def __init__(self, name, ip):
        self.name, self.ip, self.next_port = name, ip, 10000


class Instance:
    def __init__(self, world, machine, name, component):
        self.world, self.machine, self.name, self.component = world, machine, name, component
        self.path = f"/{machine.name}/{name}"
        self.lock = threading.Lock()  # one step at a time
        folder = world.root / f"agent of {machine.name}" / name
        self.recipe, self.work = folder / "recipe", folder / "work"
        self.exports = {"ip": machine.ip}
        for variable, value in EXPORTS[component].items():
            if value == "random":
                value, machine.next_port = str(machine.next_port), machine.next_port + 1
            self.exports[variable] = value

    def environment(self, imported):
        clean = lambda text: re.sub(r"\W", "_", text)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            **self.exports,
            "ROBOCONF_INSTANCE_NAME": self.name,
            "ROBOCONF_INSTANCE_PATH": self.path,
            "ROBOCONF_COMPONENT_NAME": self.component,
            "ROBOCONF_CLEAN_INSTANCE_PATH": clean(self.path[1:]),
            "ROBOCONF_CLEAN_REVERSED_INSTANCE_PATH": clean("/".join(reversed(self.path[1:].split("/")))),
            "ROBOCONF_FILES_DIR": str(self.recipe / "files"),
            "ROBOCONF_WORK_DIR": str(self.work),
            "ROBOCONF_IMPORTS_FILE": str(self.work / "imports.json"),
        }
        statement = {}
        for prefix, variables in IMPORTS[self.component].items():
            exporters = [i for i in imported if i.component == prefix and i is not self]
            environment[f"{prefix}_size"] = str(len(exporters))
            statement[prefix] = []
            for n, exporter in enumerate(exporters):
                values = {v: exporter.exports[v] for v in variables}
                environment[f"{prefix}_{n}_name"] = exporter.path
                environment.update({f"{prefix}_{n}_{v}": value for v, value in values.items()})
                statement[prefix].append({"path": exporter.path, "variables": values})
        Path(environment["ROBOCONF_IMPORTS_FILE"]).write_text(json.dumps(statement))
        return environment

    def launch(self, action):
        """Begins a step. Like the agent: own session, output by a pipe."""
        if action == "deploy":
            shutil.rmtree(self.recipe, ignore_errors=True)
            shutil.copytree(GRAPH / self.component, self.recipe)
            self.work.mkdir(parents=True, exist_ok=True)
        scripts = self.recipe / "scripts"
        return subprocess.Popen(
            [scripts / f"{action}.sh"], cwd=scripts, env=self.environment(list(self.world.started)),
            start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )

    def step(self, action, limit=120):
        """Runs a step to its end, which is when its pipe is closed; returns its output."""
        with self.lock:
            began = time.monotonic()
            process = self.launch(action)
            try:
                output, _ = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise StepFailed(f"{self.path} {action}: not over after {limit} s (or it keeps the pipe)") from None
            took = time.monotonic() - began
        self.world.log(f"{self.path} {action}: {took:.1f} s, exit code {process.returncode}", output)
        self.world.took.setdefault(f"{self.component} {action}", []).append(took)
        if process.returncode:
            raise StepFailed(f"{self.path} {action}: exit code {process.returncode}: {output}")
        return output

    def kill_step(self, action, after):
        """Begins a step and kills it with its process group, as an agent does that finds it after a crash."""
        with self.lock:
            process = self.launch(action)
            time.sleep(after)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate(timeout=10)
        self.world.log(f"{self.path} {action}: killed after {after} s", "")


class World:
    """The application, and what the deployment manager and the agents do with it."""

    def __init__(self, root, network, verbose):
        self.root, self.network, self.verbose = root, network, verbose
        self.began = time.monotonic()
        self.machines, self.instances, self.started, self.took = {}, [], [], {}

    def log(self, line, details=""):
        if self.verbose or not line.startswith("/"):
            print(f"{time.monotonic() - self.began:7.1f}  {line}", flush=True)
            for detail in details.splitlines():
                print(f"           | {detail}", flush=True)

    def instance(self, machine, name, component):
        if machine not in self.machines:
            self.machines[machine] = Machine(machine, f"{self.network}.{len(self.machines) + 1}")
        self.instances.append(Instance(self, self.machines[machine], name, component))
        return self.instances[-1]

    def tell(self, changed, also=()):
        """Every started importer is told at the same time; `also` are steps that happen to run then."""
        failures = []

        def run(instance, action):
            try:
                instance.step(action)
            except StepFailed as e:
                failures.append(e)

        told = [i for i in self.started if changed.component in IMPORTS[i.component] and i is not changed]
        work = [(i, "reconfigure") for i in told] + [(i, "start") for i in also]
        threads = [threading.Thread(target=run, args=w) for w in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def add(self, instance, also=()):
        instance.step("deploy")
        instance.step("start")
        self.started.append(instance)
        self.tell(instance, also)
        self.started.extend(also)

    def remove(self, instance):
        self.withdraw(instance)
        instance.step("stop")
        instance.step("undeploy")

    def withdraw(self, instance):
        """The drain: it is stopped only when all importers have applied that it goes."""
        self.started.remove(instance)
        self.tell(instance)

    def end(self):
        """Undeploys whatever is there, in whatever state."""
        for instance in self.instances:
            if instance.recipe.exists():
                try:
                    instance.step("undeploy")
                except StepFailed as e:
                    self.log(f"FAILED: {e}")
