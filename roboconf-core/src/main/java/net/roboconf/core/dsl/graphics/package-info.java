/**
 * Graphs as pictures: {@link net.roboconf.core.dsl.graphics.GraphPicture} says what is in the picture, {@link
 * net.roboconf.core.dsl.graphics.PictureFormat} writes it.
 */
package net.roboconf.core.dsl.graphics;
