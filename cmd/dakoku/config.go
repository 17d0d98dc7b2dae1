package main

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"

	"github.com/dakoku/dakoku/domain/org"
)

// config is the environment; every value has a default that runs.
type config struct {
	Addr        string `env:"DAKOKU_ADDR" envDefault:":8080"`
	PublicURL   string `env:"DAKOKU_PUBLIC_URL" envDefault:"http://localhost:8080"`
	DatabaseURL string `env:"DAKOKU_DATABASE_URL" envDefault:"sqlite:./var/dakoku.db"`
	RedisURL    string `env:"DAKOKU_REDIS_URL"`
	FilesURL    string `env:"DAKOKU_FILES_URL" envDefault:"file:./var/files"`
	Scan        string `env:"DAKOKU_SCAN_COMMAND"`
	SecretKey   string `env:"DAKOKU_SECRET_KEY"`
	LineAPI     string `env:"DAKOKU_LINE_API_URL" envDefault:"https://api.line.me"`
	LineData    string `env:"DAKOKU_LINE_DATA_URL" envDefault:"https://api-data.line.me"`
	ChatworkAPI string `env:"DAKOKU_CHATWORK_API_URL" envDefault:"https://api.chatwork.com/v2"`
	SlackAPI    string `env:"DAKOKU_SLACK_API_URL" envDefault:"https://slack.com/api/"`
	LogLevel    string `env:"DAKOKU_LOG_LEVEL" envDefault:"info"`
	LogFormat   string `env:"DAKOKU_LOG_FORMAT" envDefault:"text"`
	Proxies     string `env:"DAKOKU_TRUSTED_PROXIES"`

	key     []byte
	proxies []*net.IPNet
}

// loadConfig reads and checks the environment. An error names the variable, what it holds and what would do.
func loadConfig() (config, error) {
	c, err := env.ParseAs[config]()
	if err != nil {
		return c, err
	}
	if err := c.check(); err != nil {
		return c, err
	}
	c.key, err = c.secret()
	return c, err
}

func (c *config) check() error {
	var wrong []error
	say := func(name, value, want string) {
		wrong = append(wrong, fmt.Errorf("%s=%q: %s", name, value, want))
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		say("DAKOKU_ADDR", c.Addr, "an address to listen on is like :8080 or 127.0.0.1:8080")
	}
	for name, value := range map[string]string{"DAKOKU_PUBLIC_URL": c.PublicURL, "DAKOKU_LINE_API_URL": c.LineAPI,
		"DAKOKU_LINE_DATA_URL": c.LineData, "DAKOKU_CHATWORK_API_URL": c.ChatworkAPI, "DAKOKU_SLACK_API_URL": c.SlackAPI} {
		if u, err := url.Parse(value); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			say(name, value, "a web address is like https://example.com")
		}
	}
	if !strings.HasPrefix(c.DatabaseURL, "sqlite:") && !strings.HasPrefix(c.DatabaseURL, "postgres://") && !strings.HasPrefix(c.DatabaseURL, "postgresql://") {
		say("DAKOKU_DATABASE_URL", redact(c.DatabaseURL), "use sqlite:PATH or postgres://user:password@host/database")
	}
	if c.RedisURL != "" {
		if u, err := url.Parse(c.RedisURL); err != nil || !slices.Contains([]string{"redis", "rediss", "unix"}, u.Scheme) {
			say("DAKOKU_REDIS_URL", redact(c.RedisURL), "use redis://host:6379, or leave it empty to keep sessions in the database")
		}
	}
	if _, err := c.files(); err != nil {
		say("DAKOKU_FILES_URL", redact(c.FilesURL), err.Error())
	}
	for part := range strings.FieldsFuncSeq(c.Proxies, func(r rune) bool { return r == ',' || r == ' ' }) {
		if p, err := org.ParseNetwork(part); err != nil {
			say("DAKOKU_TRUSTED_PROXIES", part, "a proxy is an address or range like 10.0.0.5 or 10.0.0.0/8, several with commas")
		} else {
			c.proxies = append(c.proxies, &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())})
		}
	}
	if _, err := level(c.LogLevel); err != nil {
		say("DAKOKU_LOG_LEVEL", c.LogLevel, "use debug, info, warn or error")
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		say("DAKOKU_LOG_FORMAT", c.LogFormat, "use text or json")
	}
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(wrong...)
}

// redact hides the password of a URL that is about to be printed.
func redact(raw string) string {
	if u, err := url.Parse(raw); err == nil {
		return u.Redacted()
	}
	return "(unreadable)"
}

// secret is the key that encrypts channel secrets and signs links. On first run one is made and kept beside the
// embedded database's default place, readable by the owner only; losing it makes stored secrets unreadable.
func (c *config) secret() ([]byte, error) {
	if c.SecretKey != "" {
		return parseKey("DAKOKU_SECRET_KEY", c.SecretKey)
	}
	const file = "var/secret.key"
	text, err := os.ReadFile(file)
	if err == nil {
		return parseKey(file, strings.TrimSpace(string(text)))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // crypto/rand.Read never fails (Go 1.24)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	return key, keepKey(file, base64.StdEncoding.EncodeToString(key))
}

// keepKey writes the key whole or not at all: of two processes that start at once one keeps its key, the other is
// told to start again and then reads it.
func keepKey(file, text string) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), "secret-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = fmt.Fprintln(tmp, text)
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), file); err != nil {
		return fmt.Errorf("the secret key could not be kept, start again: %w", err)
	}
	return nil
}

func parseKey(name, text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s: a key is 32 bytes in base64, as made by: openssl rand -base64 32", name)
	}
	return key, nil
}

func level(name string) (slog.Level, error) {
	var l slog.Level
	err := l.UnmarshalText([]byte(name))
	return l, err
}

func (c *config) logger(out *os.File) *slog.Logger {
	l, _ := level(c.LogLevel) // checked by check
	options := &slog.HandlerOptions{Level: l}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(out, options))
	}
	return slog.New(slog.NewTextHandler(out, options))
}
