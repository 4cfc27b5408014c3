/** The plug-in for the installer {@code ${installer}}. */
package ${package};
