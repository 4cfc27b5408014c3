package net.roboconf.core.messaging;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.roboconf.core.lifecycle.InstanceState;
import net.roboconf.core.model.InstancePath;
import net.roboconf.core.model.MachineKey;
import net.roboconf.core.model.Sha256;

/** Any message that can be said. Found by looking into the records, so that new ones need nothing here. */
final class MessageArbitraries {

    /** What a message may leave open. */
    private static final Set<String> OPTIONAL = Set.of(
            "rootAddress",
            "exitCode",
            "lastStep",
            "lastStable",
            "recipe",
            "installer",
            "askerApplication",
            "importerApplication",
            "externalExports",
            "signals");

    private MessageArbitraries() {}

    static Arbitrary<Message> messages() {
        return oneOf(Message.class).map(Message.class::cast);
    }

    /** All kinds of messages. */
    static List<Class<?>> kinds() {
        return List.of(Message.class.getPermittedSubclasses());
    }

    private static Arbitrary<Object> oneOf(Class<?> sealedType) {
        List<Arbitrary<Object>> each = new ArrayList<>();
        for (Class<?> permitted : sealedType.getPermittedSubclasses()) {
            each.add(Arbitraries.lazy(() -> of(permitted, permitted, "")));
        }
        return Arbitraries.oneOf(each);
    }

    private static Arbitrary<Object> of(Class<?> type, Type generic, String name) {
        Arbitrary<Object> values = present(type, generic);
        return OPTIONAL.contains(name) ? values.injectNull(0.2) : values;
    }

    private static Arbitrary<Object> present(Class<?> type, Type generic) {
        if (type == String.class) {
            return text().asGeneric();
        } else if (type == long.class) {
            return Arbitraries.longs().asGeneric();
        } else if (type == int.class || type == Integer.class) {
            return Arbitraries.integers().asGeneric();
        } else if (type == boolean.class) {
            return Arbitraries.of(true, false).asGeneric();
        } else if (type == byte[].class) {
            return Arbitraries.bytes().array(byte[].class).ofMaxSize(50).asGeneric();
        } else if (type == InstanceState.class) {
            // Where a state is wanted and not seen, these alone are allowed.
            return Arbitraries.of(
                            InstanceState.NOT_DEPLOYED, InstanceState.DEPLOYED_STOPPED, InstanceState.DEPLOYED_STARTED)
                    .asGeneric();
        } else if (type.isEnum()) {
            return Arbitraries.of(Arrays.asList((Object[]) type.getEnumConstants()));
        } else if (type == MachineKey.class) {
            return machineKeys().asGeneric();
        } else if (type == Sha256.class) {
            return Arbitraries.bytes()
                    .array(byte[].class)
                    .ofSize(4)
                    .map(Sha256::of)
                    .asGeneric();
        } else if (type == InstancePath.class) {
            return paths().asGeneric();
        } else if (type == ExportsSubject.class) {
            return Combinators.combine(
                            text().map(name -> name.replace('/', '-')),
                            text().map(prefix -> prefix.replace('/', '-')),
                            Arbitraries.of(true, false))
                    .as(ExportsSubject::new)
                    .asGeneric();
        } else if (type == MessagingSettings.class) {
            return Combinators.combine(
                            names(), Arbitraries.maps(names(), text()).ofMaxSize(3))
                    .as(MessagingSettings::new)
                    .asGeneric();
        } else if (type == Relocate.class) {
            return Combinators.combine(
                            machineKeys(),
                            Arbitraries.longs().greaterOrEqual(1),
                            present(MessagingSettings.class, MessagingSettings.class))
                    .as((machine, number, to) -> new Relocate(machine, number, (MessagingSettings) to))
                    .asGeneric();
        } else if (type == Supervision.class) {
            return Arbitraries.of(Supervision.DEFAULT, new Supervision(1, 0, 0, 0, 0, 0))
                    .asGeneric();
        } else if (type == List.class) {
            return argument(generic, 0).list().ofMaxSize(3).asGeneric();
        } else if (type == Map.class) {
            return Arbitraries.maps(argument(generic, 0), argument(generic, 1))
                    .ofMaxSize(3)
                    .asGeneric();
        } else if (type.isSealed()) {
            return oneOf(type);
        }
        return records(type);
    }

    private static Arbitrary<String> text() {
        Arbitrary<String> plain = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\0', '\n', '\u007f', 'ä', '\u2028', '漢', '\uffff')
                .ofMaxLength(12);
        return Arbitraries.oneOf(plain, plain.map(text -> text + "😀"));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('A', '9', '.', '_', '-')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    private static Arbitrary<MachineKey> machineKeys() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('_', '-', '0', 'Z')
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(MachineKey::new);
    }

    private static Arbitrary<InstancePath> paths() {
        return Arbitraries.strings()
                .withChars("abc äé-_.#*")
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> new InstancePath("/" + String.join("/", names)));
    }

    private static Arbitrary<Object> argument(Type generic, int index) {
        Type argument = ((ParameterizedType) generic).getActualTypeArguments()[index];
        return of((Class<?>) argument, argument, "");
    }

    private static Arbitrary<Object> records(Class<?> type) {
        List<Arbitrary<Object>> components = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(of(component.getType(), component.getGenericType(), component.getName()));
            types.add(component.getType());
        }
        return Combinators.combine(components).as(values -> make(type, types, values));
    }

    private static Object make(Class<?> type, List<Class<?>> types, List<Object> values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("No " + type.getSimpleName() + " from " + values, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
