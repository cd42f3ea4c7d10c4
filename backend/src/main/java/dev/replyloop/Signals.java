package dev.replyloop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Ends the application in order when it is told to. Left to itself the virtual machine runs all of its shutdown hooks at
 * once, and ONNX Runtime's would take native memory from threads that still compute.
 *
 * <p>By reflection: {@code sun.misc.Signal} is in every JDK (module {@code jdk.unsupported}), and the compiler warns of it.
 */
final class Signals {

    private static final int EXIT_BASE = 128;

    private Signals() {}

    /**
     * @param end is given the exit status that tells of the signal, on a thread of its own
     * @return whether signals are heard from now on; where not, the virtual machine ends as ever
     */
    static boolean onTermination(IntConsumer end) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    int number = (int) signal.getMethod("getNumber").invoke(arguments[0]);
                    end.accept(EXIT_BASE + number);
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "Signals";
            };
            Object heard = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
            for (String name : new String[] {"TERM", "INT", "HUP"}) {
                Object which = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, which, heard);
            }
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
