package redis_test

import (
	"os"
	"testing"
	"time"

	"github.com/dakoku/dakoku/dialog/redis"
	"github.com/dakoku/dakoku/domain"
)

func TestWebSessions(t *testing.T) {
	for name, address := range map[string]string{"redis": os.Getenv("TEST_REDIS_URL"), "miniredis": "redis://" + mini(t).Addr()} {
		t.Run(name, func(t *testing.T) {
			if address == "" {
				t.Fatal("set TEST_REDIS_URL or run make test")
			}
			c := open(t, address)
			w, ctx := c.WebSessions(), t.Context()
			token := "test-" + t.Name()
			if _, found, err := w.FindCtx(ctx, token); found || err != nil {
				t.Errorf("%v %v", found, err)
			}
			if err := w.CommitCtx(ctx, token, []byte("data\x00"), time.Now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			if data, found, err := w.FindCtx(ctx, token); err != nil || !found || string(data) != "data\x00" {
				t.Errorf("%q %v %v", data, found, err)
			}
			if err := w.DeleteCtx(ctx, token); err != nil {
				t.Fatal(err)
			}
			if _, found, _ := w.FindCtx(ctx, token); found {
				t.Error("it was deleted")
			}
		})
	}
	away, err := redis.Open("redis://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	defer away.Close()
	if _, _, err := away.WebSessions().FindCtx(t.Context(), "x"); !domain.Is(err, domain.Unavailable) {
		t.Errorf("Redis is away: %v", err)
	}
}
