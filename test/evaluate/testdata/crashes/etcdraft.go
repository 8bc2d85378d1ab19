// crash: etcdraft node.go:273 go.etcd.io/raft/v3@v3.7.0
// The only voter proposes to remove itself and the application applies the
// change: the goroutine of the node panics for want of a voter.
package main

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
	"google.golang.org/protobuf/proto"
)

func main() {
	store := raft.NewMemoryStorage()
	n := raft.StartNode(&raft.Config{
		ID:              1,
		ElectionTick:    10,
		HeartbeatTick:   1,
		Storage:         store,
		MaxSizePerMsg:   1 << 20,
		MaxInflightMsgs: 64,
	}, []raft.Peer{{ID: 1}})

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	n.Campaign(ctx)
	proposed := false
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			fmt.Println("survived")
			return
		case <-tick.C:
			n.Tick()
		case rd := <-n.Ready():
			store.Append(rd.Entries)
			for _, e := range rd.CommittedEntries {
				if e.GetType() != pb.EntryConfChange {
					continue
				}
				cc := new(pb.ConfChange)
				if err := proto.Unmarshal(e.Data, cc); err != nil {
					fmt.Println(err)
					return
				}
				n.ApplyConfChange(cc)
			}
			n.Advance()
			if !proposed && rd.SoftState != nil && rd.SoftState.Lead == 1 {
				proposed = true
				go n.ProposeConfChange(ctx, &pb.ConfChange{
					Type:   pb.ConfChangeRemoveNode.Enum(),
					NodeId: proto.Uint64(1),
				})
			}
		}
	}
}
