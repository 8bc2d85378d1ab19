// crash: pgx pgxpool/pool.go:347 github.com/jackc/pgx/v5@v5.13.0
// The connection string asks for a health check period of 0s: the background
// goroutine of the pool, which needs no server, calls time.NewTicker(0).
package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

func main() {
	p, err := pgxpool.New(context.Background(), "postgres://u:p@127.0.0.1:1/db?sslmode=disable&pool_health_check_period=0s")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer p.Close()
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
