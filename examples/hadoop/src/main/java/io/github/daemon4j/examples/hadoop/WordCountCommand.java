/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.map.TokenCounterMapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.reduce.IntSumReducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hadoop wordcount /in /out}: a MapReduce job of Hadoop's own classes, run by the node managers. */
@Command(name = "wordcount", description = "counts the words of files: a MapReduce job")
final class WordCountCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Parameters(index = "0", paramLabel = "IN", description = "a file or a directory of HDFS")
    private String in;

    @Parameters(index = "1", paramLabel = "OUT", description = "a directory of HDFS, to be made")
    private String out;

    @Override
    public Integer call() throws Exception {
        Job job = Job.getInstance(configuration(), "wordcount " + in);
        job.setMapperClass(TokenCounterMapper.class);
        job.setCombinerClass(IntSumReducer.class);
        job.setReducerClass(IntSumReducer.class);
        job.setOutputKeyClass(Text.class);
        job.setOutputValueClass(IntWritable.class);
        FileInputFormat.addInputPath(job, new Path(in));
        FileOutputFormat.setOutputPath(job, new Path(out));
        if (!job.waitForCompletion(false)) {
            System.err.println("wordcount: " + job.getStatus().getFailureInfo());
            return 1;
        }
        System.out.println(job.getJobID() + " counted the words of " + in + ": "
                + Arrays.stream(job.getTaskCompletionEvents(0))
                        .map(WordCountCommand::ran)
                        .collect(Collectors.joining(", ")));
        return 0;
    }

    /** What runs there has the jars of this home: they are at the same place on every machine. */
    private Configuration configuration() {
        Configuration configuration = Configurations.of(home);
        String jars = Hadoop.jar().resolveSibling("lib") + "/*";
        configuration.set("yarn.application.classpath", jars);
        configuration.set("mapreduce.application.classpath", jars);
        return configuration;
    }

    private static String ran(TaskCompletionEvent task) {
        return (task.isMapTask() ? "map" : "reduce") + " on "
                + URI.create(task.getTaskTrackerHttp()).getHost();
    }
}
