package net.roboconf.core.messaging;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what a message may leave open: then it is null, or what the record makes of null. Everything else that is not a
 * number or a truth value must be there, or {@link MessageCodec} refuses the message: no engine ever meets half of one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@interface MayBeAbsent {}
