/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.sockets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.daemon4j.Daemon;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

/** Netty 4.1 on a socket that is open already. */
final class NettyServer {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("netty", arguments), daemon -> {
            EventLoopGroup loops = new NioEventLoopGroup(1);
            Channel http = new ServerBootstrap()
                    .group(loops)
                    .channelFactory(() -> new NioServerSocketChannel(daemon.socket("http")))
                    .childHandler(new Pipeline())
                    .register() // not bind(..): it is bound
                    .sync()
                    .channel();
            return () -> {
                http.close().sync();
                loops.shutdownGracefully().sync();
            };
        });
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel client) {
            client.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536), new Hello());
        }
    }

    private static final class Hello extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer("hello", US_ASCII)))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
