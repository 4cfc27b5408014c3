/**
 * REST under {@code /api/v1}.
 *
 * <p>A request passes {@link net.roboconf.dm.internal.rest.ApiServlet}, which asks who it comes from and how much it may
 * send, and goes on to a JAX-RS resource or, for {@code /events}, to a stream of its own. Resources translate between HTTP
 * and {@link net.roboconf.dm.Manager}; they hold no state. Whatever goes wrong is answered as
 * {@code application/problem+json} (RFC 9457).
 */
package net.roboconf.dm.internal.rest;
