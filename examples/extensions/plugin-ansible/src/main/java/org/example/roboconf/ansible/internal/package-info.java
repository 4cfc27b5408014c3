/** A plug-in for recipes that are Ansible playbooks. */
package org.example.roboconf.ansible.internal;
