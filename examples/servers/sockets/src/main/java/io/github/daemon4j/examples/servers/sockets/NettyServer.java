/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.daemon4j.DaemonCommand;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Netty 4.1 on a socket that is open already. At its end it takes nobody any more, and answers those there are. */
final class NettyServer {

    private static final long SLOW_SECONDS = 2;
    private static final long IDLE_SECONDS = 1;
    private static final long DRAIN_SECONDS = 10;

    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean ending;

    public static void main(String[] arguments) {
        DaemonCommand.main(Arrays.copyOf(arguments, 1), Options.of("netty", arguments), daemon -> {
            NettyServer server = new NettyServer();
            EventLoopGroup loops = new NioEventLoopGroup(1);
            Channel http = new ServerBootstrap()
                    .group(loops)
                    .channelFactory(() -> new NioServerSocketChannel(daemon.socket("http")))
                    .childHandler(server.new Pipeline())
                    .register() // not bind(..): it is bound
                    .sync()
                    .channel();
            return () -> {
                http.close().sync();
                server.drain();
                loops.shutdownGracefully(0, DRAIN_SECONDS, TimeUnit.SECONDS).sync(); // nobody is left to wait for
            };
        });
    }

    /** Who asks once more is told that it was the last time; who is silent for a second has nothing to ask. */
    private void drain() throws InterruptedException {
        ending = true;
        if (!clients.newCloseFuture().await(IDLE_SECONDS, TimeUnit.SECONDS)) {
            for (Channel client : clients) {
                client.eventLoop()
                        .execute(() -> client.pipeline().get(Hello.class).closeIfIdle(client));
            }
            clients.newCloseFuture().await(DRAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel client) {
            clients.add(client);
            client.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536), new Hello());
        }
    }

    private final class Hello extends SimpleChannelInboundHandler<FullHttpRequest> {

        private boolean busy;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            busy = true;
            boolean keeps = HttpUtil.isKeepAlive(request);
            if (request.uri().equals("/slow")) {
                context.executor().schedule(() -> answer(context, keeps), SLOW_SECONDS, TimeUnit.SECONDS);
            } else {
                answer(context, keeps);
            }
        }

        private void answer(ChannelHandlerContext context, boolean keeps) {
            FullHttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer("hello", US_ASCII));
            HttpUtil.setContentLength(answer, answer.content().readableBytes());
            boolean goesOn = keeps && !ending;
            HttpUtil.setKeepAlive(answer, goesOn);
            busy = false;
            context.writeAndFlush(answer)
                    .addListener(goesOn ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
        }

        private void closeIfIdle(Channel client) {
            if (!busy) {
                client.close();
            }
        }
    }
}
