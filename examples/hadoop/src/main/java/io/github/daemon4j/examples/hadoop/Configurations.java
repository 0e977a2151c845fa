/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Hadoop's settings. Apart from {@link Home}, so that a launcher does not load Hadoop's classes. */
final class Configurations {

    private Configurations() {}

    /** The defaults, then the files of this jar, then those of the home, then what stands on the command line. */
    static Configuration of(Home home) {
        Configuration configuration = new YarnConfiguration(new HdfsConfiguration());
        configuration.set("hadoop.tmp.dir", home.directory().resolve("data").toString());
        if (home.settings().isPresent()) {
            for (String file : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml", "mapred-site.xml")) {
                Configuration own = new Configuration(false);
                own.addResource(new Path(home.settings().get().resolve(file).toUri()));
                // Set, not added as a resource: the resource manager adds this jar's yarn-site.xml once more, after
                // all.
                own.forEach(setting -> configuration.set(setting.getKey(), setting.getValue()));
            }
        }
        home.singleSettings().forEach(configuration::set);
        return configuration;
    }
}
