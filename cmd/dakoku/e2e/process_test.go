package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/dakoku/dakoku/cmd/dakoku/eye"
)

// builtIn is the folder of the built program; it is removed when the tests are over.
var builtIn string

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(builtIn) // "" when no test ran the program
	os.Exit(code)
}

// built is the program as it is shipped, built once for all tests that run it as a process.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "dakoku-bin-")
	if err != nil {
		return "", err
	}
	builtIn = dir
	file := filepath.Join(dir, "dakoku")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, "github.com/dakoku/dakoku/cmd/dakoku")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return file, nil
})

// process is one running dakoku, as an operator would start it: only its environment, its exit code and its
// addresses are used.
type process struct {
	t    *testing.T
	dir  string
	env  map[string]string
	addr string
	cmd  *exec.Cmd
	log  *lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newProcess prepares a process on a database; it is not started yet. env is added to what every test needs.
func newProcess(t *testing.T, database string, env map[string]string) *process {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	key := sha256.Sum256([]byte("test"))
	all := map[string]string{"DAKOKU_DATABASE_URL": database, "DAKOKU_ADDR": addr, "DAKOKU_PUBLIC_URL": "http://" + addr,
		"DAKOKU_SECRET_KEY": base64.StdEncoding.EncodeToString(key[:])}
	for k, v := range env {
		all[k] = v
	}
	return &process{t: t, dir: t.TempDir(), env: all, addr: addr, log: &lockedBuffer{}}
}

func (p *process) command(args ...string) *exec.Cmd {
	p.t.Helper()
	file, err := built()
	if err != nil {
		p.t.Fatal(err)
	}
	cmd := exec.Command(file, args...)
	cmd.Dir = p.dir
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "DAKOKU_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	for k, v := range p.env {
		cmd.Env = append(cmd.Env, k+"="+v)
	}
	return cmd
}

// verb runs one verb to its end and returns what it printed; it must succeed.
func (p *process) verb(args ...string) string {
	p.t.Helper()
	out, code, said := p.try(args...)
	if code != 0 {
		p.t.Fatalf("dakoku %s: exit %d: %s", strings.Join(args, " "), code, said)
	}
	return out
}

// try runs one verb and returns its output, exit code and standard error.
func (p *process) try(args ...string) (string, int, string) {
	p.t.Helper()
	cmd := p.command(args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		p.t.Fatal(err)
	}
	return out.String(), cmd.ProcessState.ExitCode(), said.String()
}

// start runs a verb that serves and returns when it is ready.
func (p *process) start(args ...string) {
	p.t.Helper()
	p.cmd = p.command(args...)
	p.cmd.Stderr, p.cmd.Stdout = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() {
		p.kill()
		if p.t.Failed() {
			p.t.Logf("log of %s:\n%s", p.addr, p.log)
		}
	})
	p.eventually("ready", func() bool {
		answer, err := http.Get("http://" + p.addr + "/readyz")
		if err != nil {
			return false
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, answer.Body)
		return answer.StatusCode == http.StatusOK
	})
}

// kill is SIGKILL: nothing in the process gets to finish.
func (p *process) kill() {
	if p.cmd != nil && p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
	}
}

// stop is SIGTERM; the process must end with exit code 0.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Fatalf("stopping: %v\n%s", err, p.log)
	}
}

// eventually asks again until what is awaited is so; the limit only ends a hopeless test.
func (p *process) eventually(what string, so func() bool) {
	p.t.Helper()
	eye.Eventually(p.t, what, so)
}
