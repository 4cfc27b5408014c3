package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import net.roboconf.core.target.TargetException;

/**
 * What takes Azure longer than an answer. It says where it can be asked how an operation goes; whoever has lost that, in a
 * crash, asks the resource itself.
 */
final class Operations {

    private static final int ACCEPTED = 202;

    private final ArmClient client;
    private final Timing timing;

    Operations(ArmClient client, Timing timing) {
        this.client = client;
        this.timing = timing;
    }

    /** Puts a resource and waits until it is there. */
    void put(Resource resource, ArmCall put) throws ArmRefusal, TargetException, InterruptedException {
        Answer answer = client.call(put);
        Timing.Wait wait = timing.begin();
        if (answer.operation().isPresent() && isDone(put, answer.operation().get(), answer, wait)) {
            return;
        }
        answer = result(put, answer, wait);
        while (true) {
            String state = answer.provisioningState();
            if (answer.status() != ACCEPTED && (state.isEmpty() || state.equals("Succeeded"))) {
                return;
            }
            if (isFailure(state)) {
                throw new ArmRefusal(
                        put.toString(), 0, state, "Azure does not say why. Look at " + resource.name() + ".", false);
            }
            refuseWhenOver(put, wait);
            wait.pause(answer.after());
            answer = client.call(resource.get());
        }
    }

    /** What comes of a request that was accepted, if Azure says where. */
    private Answer result(ArmCall what, Answer accepted, Timing.Wait wait)
            throws ArmRefusal, TargetException, InterruptedException {
        Answer answer = accepted;
        while (answer.status() == ACCEPTED
                && answer.result().filter(client::isOurs).isPresent()) {
            refuseWhenOver(what, wait);
            wait.pause(answer.after());
            answer = client.call(ArmCall.get(answer.result().get()));
        }
        return answer;
    }

    /** Waits for the end of an operation; false when nobody can say how it goes. */
    private boolean isDone(ArmCall what, URI operation, Answer accepted, Timing.Wait wait)
            throws ArmRefusal, TargetException, InterruptedException {
        if (!client.isOurs(operation)) {
            return false;
        }
        Answer answer = accepted;
        while (true) {
            refuseWhenOver(what, wait);
            wait.pause(answer.after());
            Optional<Answer> found = client.find(ArmCall.get(operation));
            if (found.isEmpty()) {
                return false; // it was forgotten: the resource knows
            }
            answer = found.get();
            String state = answer.body().path("status").asText("Succeeded");
            if (isFailure(state)) {
                throw failure(what, state, answer.body());
            }
            if (state.equals("Succeeded")) {
                return true;
            }
        }
    }

    /** Why an operation has failed, if it says so. */
    Optional<ArmRefusal> failure(ArmCall what, URI operation) throws ArmRefusal, TargetException, InterruptedException {
        if (!client.isOurs(operation)) {
            return Optional.empty();
        }
        Optional<Answer> answer = client.find(ArmCall.get(operation));
        return answer.filter(one -> one.body().path("error").isObject())
                .map(one -> failure(what, "Failed", one.body()));
    }

    private static ArmRefusal failure(ArmCall what, String state, JsonNode body) {
        String code = Answer.error(body).path("code").asText(state);
        return new ArmRefusal(what.toString(), 0, code, Answer.words(body, state), false);
    }

    private static void refuseWhenOver(ArmCall what, Timing.Wait wait) throws TargetException {
        if (wait.isOver()) {
            throw TargetException.unsure("Azure does not come to an end with " + what + ".", null);
        }
    }

    static boolean isFailure(String state) {
        return state.equals("Failed") || state.equals("Canceled");
    }
}
