package net.roboconf.benchmarks.scale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import net.roboconf.core.agent.AgentSettings;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.model.MachineKey;

/** The process of the machines and the broker. Prints the port at which it waits for the one Deployment Manager. */
public final class MachinesProcess {

    private final RealTimeline time = new RealTimeline();
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Machines machines;
    private boolean unflushed;

    private MachinesProcess(Socket socket) throws IOException {
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        machines = new Machines(time, Machines.Pace.AT_ONCE, this::report);
    }

    /** Ends when the Deployment Manager does. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            try (Socket socket = server.accept()) {
                socket.setTcpNoDelay(true);
                MachinesProcess process = new MachinesProcess(socket);
                Thread reader = new Thread(process::read, "wire");
                reader.setDaemon(true);
                reader.start();
                process.time.run();
            }
        }
    }

    private void read() {
        try {
            while (true) {
                int kind = in.readByte();
                byte[] first = frame();
                byte[] second = kind == Wire.TO_MACHINE || kind == Wire.TO_EVERYONE ? frame() : null;
                time.put(() -> take(kind, first, second));
            }
        } catch (EOFException e) {
            time.put(time::end);
        } catch (IOException e) {
            System.err.println("The Deployment Manager is gone: " + e);
            time.put(time::end);
        }
    }

    private byte[] frame() throws IOException {
        return in.readNBytes(in.readInt());
    }

    private void take(int kind, byte[] first, byte[] second) {
        String text = new String(first, StandardCharsets.UTF_8);
        switch (kind) {
            case Wire.TO_MACHINE -> machines.fromManager(new Address.Machine(new MachineKey(text)), second);
            case Wire.TO_EVERYONE -> machines.fromManager(new Address.Everyone(text), second);
            case Wire.MAKE -> machines.make(AgentSettings.parse(text));
            case Wire.DESTROY -> machines.destroy(new MachineKey(text));
            case Wire.ASK -> passed();
            default -> throw new IllegalStateException("No such frame: " + kind);
        }
    }

    private void report(Message message, byte[] bytes, String sender) {
        write(Wire.REPORT, sender.getBytes(StandardCharsets.UTF_8), bytes);
    }

    private void passed() {
        ObjectNode json = Wire.JSON.createObjectNode();
        json.set("traffic", machines.traffic().toJson(Wire.JSON));
        json.set("steps", Wire.JSON.valueToTree(machines.steps().all()));
        json.put("processorSeconds", processorSeconds());
        write(Wire.PASSED, json.toString().getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /** What this process has computed so far. */
    static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    /** What is written during one turn of the thread goes out together. */
    private void write(int kind, byte[] first, byte[] second) {
        try {
            out.writeByte(kind);
            out.writeInt(first.length);
            out.write(first);
            out.writeInt(second.length);
            out.write(second);
            if (!unflushed) {
                unflushed = true;
                time.in(0, this::flush);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() {
        try {
            unflushed = false;
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
