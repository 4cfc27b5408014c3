package net.roboconf.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Applications that are bound to each other, re-bound and unbound on a Deployment Manager that runs, and that dies. */
final class BindingStory {

    private static final List<String> PROVIDERS = List.of("old-bills", "new-bills");
    private static final String TILL = "/vm/till";

    private static final Map<String, String> BILLING = Map.of(
            "descriptor/application.properties",
            """
            name = Billing
            version = 1.0
            dsl-id = roboconf-1.0
            graph-entry-point = billing.graph
            instance-entry-point = billing.instances
            exports-prefix = Billing
            exports = Ledger.url as link
            """,
            "graph/billing.graph",
            """
            VM {
              installer: target;
              children: Ledger;
            }
            Ledger {
              installer: script;
              exports: url = "http://somewhere/bills", secret = "ours";
            }
            """,
            "graph/VM/target.properties",
            "id = billing\nname = Machines of Billing\nhandler = local\n",
            "graph/Ledger/scripts/stop.sh",
            "#!/bin/bash\necho stopped\n",
            "instances/billing.instances",
            """
            instance of VM {
              name: vm;
              instance of Ledger {
                name: ledger;
              }
            }
            """);

    private static final Map<String, String> STORE = Map.of(
            "descriptor/application.properties",
            """
            name = Store
            version = 1.0
            dsl-id = roboconf-1.0
            graph-entry-point = store.graph
            instance-entry-point = store.instances
            """,
            "graph/store.graph",
            """
            VM {
              installer: target;
              children: Till;
            }
            Till {
              installer: script;
              imports: external Billing.*;
            }
            """,
            "graph/VM/target.properties",
            "id = store\nname = Machines of Store\nhandler = local\n",
            "graph/Till/scripts/start.sh",
            "#!/bin/bash\necho \"bound to $Billing_size: $Billing_0_application $Billing_0_link\"\n",
            "graph/Till/scripts/reconfigure.sh",
            "#!/bin/bash\necho \"bound to $Billing_size: $Billing_0_application $Billing_0_link\"\n",
            "instances/store.instances",
            """
            instance of VM {
              name: vm;
              instance of Till {
                name: till;
              }
            }
            """);

    private final Installation installation;
    private final Rest rest;
    private final Checks checks;

    BindingStory(Installation installation, Checks checks) {
        this.installation = installation;
        this.rest = installation.rest();
        this.checks = checks;
    }

    void tell() {
        try {
            begin();
            importerFirst();
            severalProviders();
            managerDies();
            providerGoes();
            end();
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }

    private void begin() throws Rest.Unreachable {
        checks.check("a template that exports to others is taken", upload(BILLING));
        checks.check("and one that imports from others", upload(STORE));
        for (String provider : PROVIDERS) {
            rest.send("POST", "/applications", Map.of("name", provider, "template", "Billing"));
        }
        rest.send("POST", "/applications", Map.of("name", "store", "template", "Store"));
    }

    private void importerFirst() throws Rest.Unreachable {
        act("store", "deploy");
        checks.until("an importer that is bound to nothing waits", () -> isTill("UNRESOLVED"));
        checks.check(
                "its explanation says what it could be bound to",
                text("/applications/store/instance/explanation?path=" + Rest.query(TILL))
                        .contains("bind it to one of new-bills, old-bills"));
        bind("old-bills");
        checks.check(
                "bound, it still waits for a provider that is not started",
                text("/applications/store/instance/explanation?path=" + Rest.query(TILL))
                        .contains("of old-bills is not asked to start"));
        act("old-bills", "deploy");
        checks.until("when the provider has started, it starts", () -> isTill("DEPLOYED_STARTED"));
        checks.until(
                "its recipe sees the alias, and from which application it comes",
                () -> logEndsWith("bound to 1: old-bills http://somewhere/bills"));
        checks.check(
                "and nothing that has no alias",
                !text("/applications/store/instance?path=" + Rest.query(TILL)).contains("ours"));
    }

    private void severalProviders() throws Rest.Unreachable {
        act("new-bills", "deploy");
        bind("new-bills");
        checks.until(
                "a second provider on the same path is another one",
                () -> providers().size() == 2);
        checks.until("the recipe is told of both", () -> logEndsWith("bound to 2: new-bills http://somewhere/bills"));
        rest.send("DELETE", "/applications/store/bindings/Billing/old-bills");
        checks.until(
                "unbinding one leaves the other alone",
                () -> providers().equals(Set.of("new-bills"))
                        && logEndsWith("bound to 1: new-bills http://somewhere/bills"));
        checks.check("and stops nothing", isTill("DEPLOYED_STARTED"));
        rest.send("PUT", "/applications/store/bindings/Billing", Map.of("providers", List.of("old-bills")));
        checks.until(
                "all are replaced at once",
                () -> isTill("DEPLOYED_STARTED") && logEndsWith("bound to 1: old-bills http://somewhere/bills"));
        checks.check(
                "and nothing was stopped for it",
                send("GET", "/applications/store/instance/log?path=" + Rest.query(TILL))
                                .body()
                                .lines()
                                .filter(line -> line.contains("start begins"))
                                .count()
                        == 1);
    }

    private void managerDies() throws Rest.Unreachable {
        installation.kill();
        installation.start();
        checks.until(
                "bindings outlive the Deployment Manager's death",
                () -> providers().equals(Set.of("old-bills")) && isTill("DEPLOYED_STARTED"));
    }

    private void providerGoes() throws Rest.Unreachable {
        Rest.Answer refused = rest.send("DELETE", "/applications/old-bills");
        checks.check(
                "deleting what others are bound to is refused: " + refused.status() + " " + refused.problem(),
                refused.status() == 409 && refused.problem().contains("'store'"));
        act("old-bills", "stop");
        checks.until("a provider that is stopped takes its importer with it", () -> isTill("UNRESOLVED"));
        checks.until("and is stopped when that has let go", () -> isLedger("DEPLOYED_STOPPED", "NONE"));
        act("old-bills", "start");
        checks.until("when it starts again, so does its importer", () -> isTill("DEPLOYED_STARTED"));
        rest.send("DELETE", "/applications/store/bindings/Billing");
        checks.until("unbound from all, it waits again", () -> isTill("UNRESOLVED"));
    }

    private void end() throws Rest.Unreachable {
        for (String application : List.of("store", "old-bills", "new-bills")) {
            act(application, "undeploy");
        }
        for (String application : List.of("store", "old-bills", "new-bills")) {
            checks.until(
                    application + " is undeployed and deleted",
                    () -> send("DELETE", "/applications/" + application).isGood());
        }
        rest.send("DELETE", "/templates/Billing/1.0");
        rest.send("DELETE", "/templates/Store/1.0");
    }

    private boolean upload(Map<String, String> template) throws Rest.Unreachable {
        return rest.upload("/templates", Zip.of(template), "application/zip").isGood();
    }

    private void act(String application, String action) throws Rest.Unreachable {
        rest.send("POST", "/applications/" + application + "/actions/" + action);
    }

    private void bind(String provider) throws Rest.Unreachable {
        rest.send("PUT", "/applications/store/bindings/Billing/" + provider);
    }

    private boolean isTill(String state) {
        return instance("store", TILL).path("actual").asText().equals(state);
    }

    private boolean isLedger(String state, String reason) {
        JsonNode ledger = instance("old-bills", "/vm/ledger");
        return ledger.path("actual").asText().equals(state)
                && ledger.path("reason").asText().equals(reason);
    }

    private Set<String> providers() {
        Set<String> names = new TreeSet<>();
        instance("store", TILL)
                .path("imports")
                .path(0)
                .path("providers")
                .forEach(provider -> names.add(provider.path("application").asText()));
        return names;
    }

    private boolean logEndsWith(String line) {
        return send("GET", "/applications/store/instance/log?path=" + Rest.query(TILL))
                .body()
                .lines()
                .filter(each -> each.contains("bound to"))
                .reduce((first, last) -> last)
                .filter(last -> last.endsWith(line))
                .isPresent();
    }

    private JsonNode instance(String application, String path) {
        return send("GET", "/applications/" + application + "/instance?path=" + Rest.query(path))
                .json();
    }

    private String text(String path) {
        return send("GET", path).body();
    }

    private Rest.Answer send(String method, String path) {
        try {
            return rest.send(method, path);
        } catch (Rest.Unreachable e) {
            throw new Trouble(e.getMessage(), e);
        }
    }
}
