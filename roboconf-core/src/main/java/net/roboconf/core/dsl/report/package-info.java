/**
 * Findings as people and tools read them: {@link net.roboconf.core.dsl.report.DiagnosticText} for a terminal, {@link
 * net.roboconf.core.dsl.report.DiagnosticJson} for programs.
 */
package net.roboconf.core.dsl.report;
