package bots

import (
	"context"
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
)

type memSessions struct{ *process }

func (p memSessions) Get(_ context.Context, key string) (data []byte, version int64, err error) {
	err = p.step("sessions.Get", func() { data, version = p.sessions[key].data, p.sessions[key].version })
	return data, version, err
}

func (p memSessions) Put(_ context.Context, key string, data []byte, version int64, _ time.Duration) error {
	conflict := false
	err := p.step("sessions.Put", func() {
		if conflict = p.sessions[key].version != version; !conflict {
			p.sessions[key] = session{data, version + 1}
		}
	})
	if conflict {
		return domain.Errorf(domain.Conflict, "somebody was faster")
	}
	return err
}

func (p memSessions) Delete(_ context.Context, key string, _ int64) error {
	return p.step("sessions.Delete", func() { delete(p.sessions, key) })
}

type memLocks struct{ *process }

func (p memLocks) Acquire(_ context.Context, key string, lease time.Duration) (func(context.Context), bool, error) {
	ok := false
	name, _, _ := strings.Cut(key, ":")
	err := p.step("lock."+name, func() {
		if ok = !time.Now().Before(p.locks[key]); ok {
			p.locks[key] = time.Now().Add(lease)
		}
	})
	if err != nil || !ok {
		return nil, false, err
	}
	return func(context.Context) { _ = p.step("unlock."+name, func() { delete(p.locks, key) }) }, true, nil
}
