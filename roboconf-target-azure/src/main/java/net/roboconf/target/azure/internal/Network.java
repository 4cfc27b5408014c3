package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import net.roboconf.core.target.TargetException;

/** What brings a machine into its network: a network interface and, where that is wanted, a public address. */
final class Network {

    private final Operations operations;

    Network(Operations operations) {
        this.operations = operations;
    }

    /** Makes both, or finds them made. */
    void make(Names names, AzureDefinition definition, Map<String, String> tags)
            throws ArmRefusal, TargetException, InterruptedException {
        if (definition.publicAddress()) {
            Resource address = names.address();
            operations.put(address, address.put(address(definition, tags)));
        }
        Resource card = names.networkInterface();
        operations.put(card, card.put(networkInterface(names, definition, tags)));
    }

    private static ObjectNode address(AzureDefinition definition, Map<String, String> tags) {
        ObjectNode body = body(definition, tags);
        body.putObject("sku").put("name", "Standard");
        definition.zone().ifPresent(zone -> body.putArray("zones").add(zone));
        body.putObject("properties").put("publicIPAllocationMethod", "Static").put("publicIPAddressVersion", "IPv4");
        return body;
    }

    private static ObjectNode networkInterface(Names names, AzureDefinition definition, Map<String, String> tags) {
        ObjectNode body = body(definition, tags);
        ObjectNode properties = body.putObject("properties");
        ObjectNode configuration = properties.putArray("ipConfigurations").addObject();
        ObjectNode own = configuration.put("name", "ip").putObject("properties");
        own.put("primary", true).put("privateIPAllocationMethod", "Dynamic");
        own.putObject("subnet").put("id", definition.subnet());
        if (definition.publicAddress()) {
            ObjectNode address = own.putObject("publicIPAddress");
            address.put("id", names.address().id());
            address.putObject("properties").put("deleteOption", "Delete");
        }
        definition
                .securityGroup()
                .ifPresent(id -> properties.putObject("networkSecurityGroup").put("id", id));
        return body;
    }

    private static ObjectNode body(AzureDefinition definition, Map<String, String> tags) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", definition.location());
        Tags.add(body, tags);
        return body;
    }
}
