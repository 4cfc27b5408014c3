package net.roboconf.dm.internal.view;

import java.util.NavigableMap;
import java.util.TreeMap;
import net.roboconf.core.model.InstancePath;
import net.roboconf.dm.internal.engine.ApplicationPicture;
import net.roboconf.dm.internal.engine.InstancePicture;
import net.roboconf.dm.internal.engine.MachinePicture;

/** The instances of an application, to be found by path and by what they export. Made when first needed, and kept. */
final class Contents {

    private final ApplicationPicture picture;

    private volatile NavigableMap<InstancePath, Located> index;
    private volatile Exporters exporters;

    Contents(ApplicationPicture picture) {
        this.picture = picture;
    }

    ApplicationPicture picture() {
        return picture;
    }

    /** All instances by path. */
    NavigableMap<InstancePath, Located> index() {
        NavigableMap<InstancePath, Located> known = index;
        if (known == null) {
            known = new TreeMap<>();
            for (MachinePicture machine : picture.machines()) {
                for (InstancePicture instance : machine.instances()) {
                    known.put(instance.path(), new Located(machine, instance));
                }
            }
            index = known;
        }
        return known;
    }

    /** Who exports what. */
    Exporters exporters() {
        Exporters known = exporters;
        if (known == null) {
            known = new Exporters(index().values(), picture.external());
            exporters = known;
        }
        return known;
    }
}
