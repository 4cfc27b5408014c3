package net.roboconf.target.ec2.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.Nearest;

/** The security groups that a machine gets: by identifier, or by name. */
final class SecurityGroups {

    private final Ec2Client client;

    SecurityGroups(Ec2Client client) {
        this.client = client;
    }

    /** Adds them to a launch. EC2 takes names only where no subnet is named, and no names beside identifiers. */
    void add(Ec2Call call, Ec2Definition definition) throws Ec2Refusal, TargetException, InterruptedException {
        List<String> groups = definition.securityGroups();
        boolean identifiers = groups.stream().anyMatch(SecurityGroups::isIdentifier);
        if (definition.subnet().isEmpty() && !identifiers) {
            call.with("SecurityGroup", groups);
        } else {
            call.with("SecurityGroupId", identifiers(definition));
        }
    }

    /** Looks each of them up. */
    void check(Ec2Definition definition) throws Ec2Refusal, TargetException, InterruptedException {
        List<String> groups = definition.securityGroups();
        if (groups.isEmpty()) {
            return;
        }
        Map<String, String> existing = existing(definition);
        for (String group : groups) {
            if (isIdentifier(group) ? !existing.containsValue(group) : !existing.containsKey(group)) {
                throw missing(group, existing);
            }
        }
    }

    private List<String> identifiers(Ec2Definition definition)
            throws Ec2Refusal, TargetException, InterruptedException {
        List<String> groups = definition.securityGroups();
        if (groups.stream().allMatch(SecurityGroups::isIdentifier)) {
            return groups;
        }
        Map<String, String> existing = existing(definition);
        List<String> identifiers = new ArrayList<>();
        for (String group : groups) {
            if (!isIdentifier(group) && !existing.containsKey(group)) {
                throw missing(group, existing);
            }
            identifiers.add(isIdentifier(group) ? group : existing.get(group));
        }
        return identifiers;
    }

    /** Names and identifiers of those in the subnet's network, or of all. */
    private Map<String, String> existing(Ec2Definition definition)
            throws Ec2Refusal, TargetException, InterruptedException {
        Ec2Call call = Ec2Call.repeatable("DescribeSecurityGroups");
        if (definition.subnet().isPresent()) {
            call.filter("vpc-id", network(definition.subnet().get()));
        }
        Map<String, String> existing = new TreeMap<>();
        client.list(call, "securityGroupInfo").forEach(one -> existing.put(one.text("groupName"), one.text("groupId")));
        return existing;
    }

    private String network(String subnet) throws Ec2Refusal, TargetException, InterruptedException {
        return client.list(Ec2Call.repeatable("DescribeSubnets").with("SubnetId", List.of(subnet)), "subnetSet")
                .get(0)
                .text("vpcId");
    }

    private static TargetException missing(String group, Map<String, String> existing) {
        return TargetException.refused("The property 'ec2.security.group' of the target is wrong. "
                + Nearest.missing(
                        "security group", group, isIdentifier(group) ? existing.values() : existing.keySet()));
    }

    private static boolean isIdentifier(String group) {
        return group.startsWith("sg-");
    }
}
