// crash: etcdclient mirror/syncer.go:71 go.etcd.io/etcd/client/v3@v3.7.3
// A server or proxy says that there are more keys but sends none: the syncing
// goroutine reads the last key of an empty list.
package main

import (
	"context"
	"fmt"
	"net"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.etcd.io/etcd/client/v3/mirror"
	"google.golang.org/grpc"
)

type store struct{ pb.UnimplementedKVServer }

// Range has more to give, but gives nothing.
func (store) Range(context.Context, *pb.RangeRequest) (*pb.RangeResponse, error) {
	return &pb.RangeResponse{Header: &pb.ResponseHeader{Revision: 1}, More: true}, nil
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	srv := grpc.NewServer()
	pb.RegisterKVServer(srv, store{})
	go srv.Serve(l)

	c, err := clientv3.New(clientv3.Config{Endpoints: []string{l.Addr().String()}, DialTimeout: 5 * time.Second})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	resp, errs := mirror.NewSyncer(c, "", 0).SyncBase(ctx)
	for r := range resp {
		fmt.Println(len(r.Kvs))
	}
	fmt.Println("survived", <-errs)
}
