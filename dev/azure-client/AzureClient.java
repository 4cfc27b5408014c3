import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.compute.fluent.ComputeManagementClient;
import com.azure.resourcemanager.compute.fluent.models.DiskInner;
import com.azure.resourcemanager.compute.fluent.models.VirtualMachineInner;
import com.azure.resourcemanager.compute.implementation.ComputeManagementClientBuilder;
import com.azure.resourcemanager.compute.models.CreationData;
import com.azure.resourcemanager.compute.models.DataDisk;
import com.azure.resourcemanager.compute.models.DeleteOptions;
import com.azure.resourcemanager.compute.models.DiskCreateOption;
import com.azure.resourcemanager.compute.models.DiskCreateOptionTypes;
import com.azure.resourcemanager.compute.models.DiskDeleteOptionTypes;
import com.azure.resourcemanager.compute.models.DiskSku;
import com.azure.resourcemanager.compute.models.DiskStorageAccountTypes;
import com.azure.resourcemanager.compute.models.HardwareProfile;
import com.azure.resourcemanager.compute.models.ImageReference;
import com.azure.resourcemanager.compute.models.InstanceViewTypes;
import com.azure.resourcemanager.compute.models.LinuxConfiguration;
import com.azure.resourcemanager.compute.models.ManagedDiskParameters;
import com.azure.resourcemanager.compute.models.NetworkInterfaceReference;
import com.azure.resourcemanager.compute.models.NetworkProfile;
import com.azure.resourcemanager.compute.models.OSDisk;
import com.azure.resourcemanager.compute.models.OSProfile;
import com.azure.resourcemanager.compute.models.SshConfiguration;
import com.azure.resourcemanager.compute.models.SshPublicKey;
import com.azure.resourcemanager.compute.models.StorageAccountTypes;
import com.azure.resourcemanager.compute.models.StorageProfile;
import com.azure.resourcemanager.compute.models.VirtualMachineSizeTypes;
import com.azure.resourcemanager.network.fluent.NetworkManagementClient;
import com.azure.resourcemanager.network.fluent.models.NetworkInterfaceInner;
import com.azure.resourcemanager.network.fluent.models.NetworkInterfaceIpConfigurationInner;
import com.azure.resourcemanager.network.fluent.models.NetworkSecurityGroupInner;
import com.azure.resourcemanager.network.fluent.models.PublicIpAddressInner;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.implementation.NetworkManagementClientBuilder;
import com.azure.resourcemanager.network.models.IpAllocationMethod;
import com.azure.resourcemanager.network.models.PublicIpAddressSku;
import com.azure.resourcemanager.network.models.PublicIpAddressSkuName;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the Azure SDK for Java makes of the Azure of the tests. Arguments: its address, a token, a subscription, a public key.
 * Prints each check, and at the end {@code N passed, N failed}.
 */
public final class AzureClient {

    private static final String GROUP = "machines";
    private static final String LOCATION = "westeurope";

    private final ComputeManagementClient compute;
    private final NetworkManagementClient network;
    private final ComputeManagementClient stranger;
    private final String group;
    private final String sshKey;
    private int passed;
    private int failed;

    private AzureClient(String address, String token, String subscription, String sshKey) {
        AzureEnvironment environment =
                new AzureEnvironment(Map.of("resourceManagerEndpointUrl", address, "managementEndpointUrl", address));
        compute = compute(address, token, subscription, environment);
        stranger = compute(address, "another", subscription, environment);
        network = new NetworkManagementClientBuilder()
                .pipeline(pipeline(token))
                .endpoint(address)
                .environment(environment)
                .subscriptionId(subscription)
                .defaultPollInterval(Duration.ofMillis(50))
                .buildClient();
        group = "/subscriptions/" + subscription + "/resourceGroups/" + GROUP;
        this.sshKey = sshKey;
    }

    private static ComputeManagementClient compute(
            String address, String token, String subscription, AzureEnvironment environment) {
        return new ComputeManagementClientBuilder()
                .pipeline(pipeline(token))
                .endpoint(address)
                .environment(environment)
                .subscriptionId(subscription)
                .defaultPollInterval(Duration.ofMillis(50))
                .buildClient();
    }

    /** The SDK's own policy sends a token over https alone. */
    private static HttpPipeline pipeline(String token) {
        HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.AUTHORIZATION, "Bearer " + token);
        return new HttpPipelineBuilder()
                .policies(new AddHeadersPolicy(headers))
                .httpClient(new Transport())
                .build();
    }

    public static void main(String[] args) {
        AzureClient client = new AzureClient(args[0], args[1], args[2], args[3]);
        client.run();
        System.out.println(client.passed + " passed, " + client.failed + " failed");
        System.exit(client.failed == 0 ? 0 : 1);
    }

    private void run() {
        check("a network is there with its subnets", "default backend", () -> String.join(
                " ",
                network.getVirtualNetworks().getByResourceGroup(GROUP, "net").subnets().stream()
                        .map(SubnetInner::name)
                        .toList()));
        check("what is not there is not found", "404 ResourceNotFound", () -> network.getVirtualNetworks()
                .getByResourceGroup(GROUP, "nowhere")
                .name());
        check("nor is a group", "404 ResourceGroupNotFound", () -> compute.getVirtualMachines()
                .getByResourceGroup("nowhere", "vm")
                .name());
        check("another token is refused", "401 InvalidAuthenticationToken", () -> stranger.getVirtualMachines()
                .getByResourceGroup(GROUP, "vm")
                .name());
        check("sizes are listed", "Standard_B1s.*", () -> String.join(
                " ",
                compute.getVirtualMachineSizes().list(LOCATION).stream()
                        .map(one -> one.name())
                        .toList()));
        check("images are listed, level by level", "Debian Canonical/debian-12 debian-11/12-gen2/0.2.*", this::images);
        check("an image of one's own is there", "with-agent", () -> compute.getImages()
                .getByResourceGroup(GROUP, "with-agent")
                .name());
        check("one of a gallery too", "agent-image", () -> compute.getGalleryImages()
                .get(GROUP, "gallery", "agent-image")
                .name());

        check("an address is made", "Succeeded 20\\.50\\..*", () -> {
            PublicIpAddressInner made = network.getPublicIpAddresses().createOrUpdate(GROUP, "one-ip", address("Static"));
            return made.provisioningState() + " " + made.ipAddress();
        });
        check("with a rule of Azure", "400 StandardSkuPublicIPAddressesMustBeStatic", () -> network
                .getPublicIpAddresses()
                .createOrUpdate(GROUP, "two-ip", address("Dynamic"))
                .name());
        check("an interface is made", "Succeeded 10\\.0\\..* web one-ip Delete", this::networkInterface);
        check("not in a subnet that is not there", "400 InvalidResourceReference", () -> network.getNetworkInterfaces()
                .createOrUpdate(GROUP, "two-nic", card("nowhere", "one-ip"))
                .name());
        check("nor with the address of another one", "400 PublicIPAddressInUse", () -> network.getNetworkInterfaces()
                .createOrUpdate(GROUP, "two-nic", card("default", "one-ip"))
                .name());
        check("an address in use is not deleted", "400 PublicIPAddressCannotBeDeleted", () -> {
            network.getPublicIpAddresses().delete(GROUP, "one-ip");
            return "deleted";
        });
        check("a disk is made", "Succeeded 5 Unattached", () -> {
            DiskInner made = compute.getDisks().createOrUpdate(GROUP, "one-data", disk(5));
            return made.provisioningState() + " " + made.diskSizeGB() + " " + made.diskState();
        });
        check("not without a size", "400 InvalidParameter", () -> compute.getDisks()
                .createOrUpdate(GROUP, "no-size", disk(null))
                .name());

        check("a machine is made", "Succeeded Standard_B2s one-os Linux Delete Delete", this::machine);
        check("it runs", "ProvisioningState/succeeded PowerState/running", () -> String.join(
                " ",
                compute
                        .getVirtualMachines()
                        .getByResourceGroupWithResponse(
                                GROUP, "one", InstanceViewTypes.INSTANCE_VIEW, com.azure.core.util.Context.NONE)
                        .getValue()
                        .instanceView()
                        .statuses()
                        .stream()
                        .map(status -> status.code())
                        .toList()));
        check("its data are told to nobody", "null null", () -> {
            VirtualMachineInner one = compute.getVirtualMachines().getByResourceGroup(GROUP, "one");
            return one.userData() + " " + one.osProfile().customData();
        });
        check("a second request with the same body answers with it", "Succeeded", () -> compute.getVirtualMachines()
                .createOrUpdate(GROUP, "one", body("one", "hello", "Standard_B2s", "12-gen2"))
                .provisioningState());
        check("one with other data is refused", "409 PropertyChangeNotAllowed", () -> compute.getVirtualMachines()
                .createOrUpdate(GROUP, "one", body("one", "other", "Standard_B2s", "12-gen2"))
                .name());
        check("an unknown size is refused", "400 InvalidParameter", () -> compute.getVirtualMachines()
                .createOrUpdate(GROUP, "two", body("two", "hello", "Standard_X", "12-gen2"))
                .name());
        check("an unknown image is refused", "404 PlatformImageNotFound", () -> compute.getVirtualMachines()
                .createOrUpdate(GROUP, "two", body("two", "hello", "Standard_B2s", "13"))
                .name());
        check("a disk of another machine is refused", "409 OperationNotAllowed", () -> compute.getVirtualMachines()
                .createOrUpdate(GROUP, "two", body("two", "hello", "Standard_B2s", "12-gen2"))
                .name());
        check("its disks are its own", "one one", () -> name(managedBy("one-os")) + " " + name(managedBy("one-data")));
        check("an attached disk is not deleted", "409 OperationNotAllowed", () -> {
            compute.getDisks().delete(GROUP, "one-data");
            return "deleted";
        });
        check("nor an interface in use", "400 NicInUse", () -> {
            network.getNetworkInterfaces().delete(GROUP, "one-nic");
            return "deleted";
        });
        check("tags are as they were asked for", "v v v", () -> compute.getVirtualMachines()
                        .getByResourceGroup(GROUP, "one")
                        .tags()
                        .get("k")
                + " " + network.getNetworkInterfaces().getByResourceGroup(GROUP, "one-nic").tags().get("k")
                + " " + compute.getDisks().getByResourceGroup(GROUP, "one-os").tags().get("k"));
        check("lists come in pages", "7 disks", () -> {
            for (int i = 0; i < 5; i++) {
                compute.getDisks().createOrUpdate(GROUP, "more-" + i, disk(1));
            }
            return compute.getDisks().listByResourceGroup(GROUP).stream().count() + " disks";
        });

        check("the machine is deleted", "deleted", () -> {
            compute.getVirtualMachines().delete(GROUP, "one");
            return "deleted";
        });
        check("it is gone", "404 ResourceNotFound", () -> compute.getVirtualMachines()
                .getByResourceGroup(GROUP, "one")
                .name());
        check("so is all that goes with it", "gone gone gone gone", this::remains);
        check("what is gone is deleted again without harm", "deleted", () -> {
            compute.getVirtualMachines().delete(GROUP, "one");
            return "deleted";
        });
    }

    private String images() {
        var images = compute.getVirtualMachineImages();
        return String.join(
                        " ",
                        images.listPublishers(LOCATION).stream().map(one -> one.name()).toList())
                + "/"
                + String.join(
                        " ",
                        images.listOffers(LOCATION, "Debian").stream().map(one -> one.name()).toList())
                + "/"
                + String.join(
                        " ",
                        images.listSkus(LOCATION, "Debian", "debian-12").stream()
                                .map(one -> one.name())
                                .toList())
                + "/"
                + String.join(
                        " ",
                        images.list(LOCATION, "Debian", "debian-12", "12-gen2").stream()
                                .map(one -> one.name())
                                .toList());
    }

    private static PublicIpAddressInner address(String method) {
        PublicIpAddressInner address = new PublicIpAddressInner();
        address.withLocation(LOCATION).withTags(Map.of("k", "v"));
        return address.withSku(new PublicIpAddressSku().withName(PublicIpAddressSkuName.STANDARD))
                .withPublicIpAllocationMethod(IpAllocationMethod.fromString(method));
    }

    private NetworkInterfaceInner card(String subnet, String address) {
        NetworkInterfaceInner card = new NetworkInterfaceInner();
        card.withLocation(LOCATION).withTags(Map.of("k", "v"));
        String networks = group + "/providers/Microsoft.Network/";
        SubnetInner in = new SubnetInner();
        in.withId(networks + "virtualNetworks/net/subnets/" + subnet);
        PublicIpAddressInner reference = new PublicIpAddressInner()
                .withId(networks + "publicIPAddresses/" + address)
                .withDeleteOption(com.azure.resourcemanager.network.models.DeleteOptions.DELETE);
        NetworkSecurityGroupInner security =
                new NetworkSecurityGroupInner().withId(networks + "networkSecurityGroups/web");
        return card.withNetworkSecurityGroup(security)
                .withIpConfigurations(List.of(new NetworkInterfaceIpConfigurationInner()
                        .withName("ip")
                        .withSubnet(in)
                        .withPublicIpAddress(reference)));
    }

    private String networkInterface() {
        NetworkInterfaceInner made =
                network.getNetworkInterfaces().createOrUpdate(GROUP, "one-nic", card("default", "one-ip"));
        NetworkInterfaceIpConfigurationInner ip = made.ipConfigurations().get(0);
        return made.provisioningState() + " " + ip.privateIpAddress() + " "
                + name(made.networkSecurityGroup().id()) + " "
                + name(ip.publicIpAddress().id()) + " " + ip.publicIpAddress().deleteOption();
    }

    private static DiskInner disk(Integer size) {
        DiskInner disk = new DiskInner();
        disk.withLocation(LOCATION).withTags(Map.of("k", "v"));
        return disk.withSku(new DiskSku().withName(DiskStorageAccountTypes.STANDARD_SSD_LRS))
                .withCreationData(new CreationData().withCreateOption(DiskCreateOption.EMPTY))
                .withDiskSizeGB(size);
    }

    private VirtualMachineInner body(String name, String data, String size, String sku) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        VirtualMachineInner machine = new VirtualMachineInner();
        machine.withLocation(LOCATION).withTags(Map.of("k", "v"));
        ManagedDiskParameters attached = new ManagedDiskParameters();
        attached.withId(group + "/providers/Microsoft.Compute/disks/one-data");
        NetworkInterfaceReference card = new NetworkInterfaceReference();
        card.withId(group + "/providers/Microsoft.Network/networkInterfaces/one-nic");
        return machine.withHardwareProfile(
                        new HardwareProfile().withVmSize(VirtualMachineSizeTypes.fromString(size)))
                .withUserData(encoded)
                .withStorageProfile(new StorageProfile()
                        .withImageReference(new ImageReference()
                                .withPublisher("Debian")
                                .withOffer("debian-12")
                                .withSku(sku)
                                .withVersion("latest"))
                        .withOsDisk(new OSDisk()
                                .withName(name + "-os")
                                .withCreateOption(DiskCreateOptionTypes.FROM_IMAGE)
                                .withDeleteOption(DiskDeleteOptionTypes.DELETE)
                                .withManagedDisk(new ManagedDiskParameters()
                                        .withStorageAccountType(StorageAccountTypes.PREMIUM_LRS)))
                        .withDataDisks(List.of(new DataDisk()
                                .withLun(0)
                                .withCreateOption(DiskCreateOptionTypes.ATTACH)
                                .withDeleteOption(DiskDeleteOptionTypes.DELETE)
                                .withManagedDisk(attached))))
                .withOsProfile(new OSProfile()
                        .withComputerName(name)
                        .withAdminUsername("operator")
                        .withCustomData(encoded)
                        .withLinuxConfiguration(new LinuxConfiguration()
                                .withDisablePasswordAuthentication(true)
                                .withSsh(new SshConfiguration()
                                        .withPublicKeys(List.of(new SshPublicKey()
                                                .withPath("/home/operator/.ssh/authorized_keys")
                                                .withKeyData(sshKey))))))
                .withNetworkProfile(new NetworkProfile()
                        .withNetworkInterfaces(
                                List.of(card.withPrimary(true).withDeleteOption(DeleteOptions.DELETE))));
    }

    private String machine() {
        VirtualMachineInner made = compute.getVirtualMachines()
                .createOrUpdate(GROUP, "one", body("one", "hello", "Standard_B2s", "12-gen2"));
        OSDisk system = made.storageProfile().osDisk();
        return made.provisioningState() + " " + made.hardwareProfile().vmSize() + " "
                + name(system.managedDisk().id()) + " " + system.osType() + " " + system.deleteOption() + " "
                + made.networkProfile().networkInterfaces().get(0).deleteOption();
    }

    private String managedBy(String disk) {
        return compute.getDisks().getByResourceGroup(GROUP, disk).managedBy();
    }

    private static String name(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** What goes with a machine goes within a moment. */
    private String remains() {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String remains = "";
        while (System.nanoTime() < deadline) {
            remains = gone(() -> compute.getDisks().getByResourceGroup(GROUP, "one-os"))
                    + gone(() -> compute.getDisks().getByResourceGroup(GROUP, "one-data"))
                    + gone(() -> network.getNetworkInterfaces().getByResourceGroup(GROUP, "one-nic"))
                    + gone(() -> network.getPublicIpAddresses().getByResourceGroup(GROUP, "one-ip"));
            if (!remains.contains("there")) {
                break;
            }
        }
        return remains.strip();
    }

    private static String gone(Supplier<?> question) {
        try {
            question.get();
            return "there ";
        } catch (ManagementException e) {
            return "gone ";
        }
    }

    /** The answer, or the status and code of the refusal, matches as a whole. */
    private void check(String what, String pattern, Supplier<String> question) {
        String answer;
        try {
            answer = String.valueOf(question.get());
        } catch (ManagementException e) {
            answer = e.getResponse().getStatusCode() + " "
                    + (e.getValue() == null ? e.getMessage() : e.getValue().getCode());
        } catch (RuntimeException e) {
            answer = e.toString();
        }
        if (Pattern.matches("(?s)" + pattern, answer)) {
            System.out.println("ok   " + what);
            passed++;
        } else {
            System.out.println("FAILED " + what + ": " + answer);
            failed++;
        }
    }

    /** Java's own client: the SDK's transport is a library of its own. */
    private static final class Transport implements HttpClient {

        private final java.net.http.HttpClient http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .build();

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return Mono.fromCallable(() -> answer(request));
        }

        private HttpResponse answer(HttpRequest request) throws IOException, InterruptedException {
            byte[] body = request.getBodyAsBinaryData() == null
                    ? new byte[0]
                    : request.getBodyAsBinaryData().toBytes();
            java.net.http.HttpRequest.Builder sent = java.net.http.HttpRequest.newBuilder(
                            URI.create(request.getUrl().toString()))
                    .method(
                            request.getHttpMethod().name(),
                            java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
            request.getHeaders().forEach(header -> {
                if (!header.getName().equalsIgnoreCase("content-length")) {
                    sent.header(header.getName(), header.getValue());
                }
            });
            return new Received(
                    request, http.send(sent.build(), java.net.http.HttpResponse.BodyHandlers.ofByteArray()));
        }
    }

    private static final class Received extends HttpResponse {

        private final java.net.http.HttpResponse<byte[]> response;
        private final HttpHeaders headers = new HttpHeaders();

        Received(HttpRequest request, java.net.http.HttpResponse<byte[]> response) {
            super(request);
            this.response = response;
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.set(HttpHeaderName.fromString(name), values));
        }

        @Override
        public int getStatusCode() {
            return response.statusCode();
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(response.body()));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(response.body());
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(response.body(), charset));
        }
    }
}
