package library_test

import (
	"context"
	htmltemplate "html/template"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/textproto"
	"net/url"
	"regexp"
	"strings"
	"text/template"
	"time"
)

var noLogger *slog.Logger

func mux() *http.ServeMux { return http.NewServeMux() }

func writer() http.ResponseWriter { return httptest.NewRecorder() }

var netProofs = map[string]proof{
	"html/template.Must": {
		broken: func() { htmltemplate.Must(htmltemplate.New(none).Parse("{{")) },
		met:    func() { htmltemplate.Must(htmltemplate.New(none).Parse("{{.}}")) },
	},
	"html/template.(Template).Funcs": {
		broken: func() { htmltemplate.New(none).Funcs(map[string]any{"a": 1}) },
		met:    func() { htmltemplate.New(none).Funcs(map[string]any{"a": strings.ToUpper}) },
	},
	"html/template.(Template).Option": {
		broken: func() { htmltemplate.New(none).Option("a") },
		met:    func() { htmltemplate.New(none).Option("missingkey=zero") },
	},
	"text/template.Must": {
		broken: func() { template.Must(template.New(none).Parse("{{")) },
		met:    func() { template.Must(template.New(none).Parse("{{.}}")) },
	},
	"text/template.(Template).Funcs": {
		broken: func() { template.New(none).Funcs(map[string]any{"a": 1}) },
		met:    func() { template.New(none).Funcs(map[string]any{"a": strings.ToUpper}) },
	},
	"text/template.(Template).Option": {
		broken: func() { template.New(none).Option("a") },
		met:    func() { template.New(none).Option("missingkey=zero") },
	},
	"regexp.MustCompile": {
		broken: func() { regexp.MustCompile("(") },
		met:    func() { regexp.MustCompile("a") },
	},
	"regexp.MustCompilePOSIX": {
		broken: func() { regexp.MustCompilePOSIX("(") },
		met:    func() { regexp.MustCompilePOSIX("a") },
	},
	"io.CopyBuffer": {
		broken: func() { _, _ = io.CopyBuffer(io.Discard, strings.NewReader("a"), []byte{}) },
		met:    func() { _, _ = io.CopyBuffer(io.Discard, strings.NewReader("a"), make([]byte, 1)) },
	},
	"log/slog.New": {
		broken: func() { slog.New(nil) },
		met:    func() { slog.New(slog.DiscardHandler) },
	},
	"log/slog.SetDefault": {
		broken: func() { slog.SetDefault(noLogger) },
		met:    func() { slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil))) },
	},
	"log/slog.(Value).Bool": {
		broken: func() { slog.StringValue(none).Bool() },
		met:    func() { slog.BoolValue(true).Bool() },
	},
	"log/slog.(Value).Duration": {
		broken: func() { slog.StringValue(none).Duration() },
		met:    func() { slog.DurationValue(1).Duration() },
	},
	"log/slog.(Value).Float64": {
		broken: func() { slog.StringValue(none).Float64() },
		met:    func() { slog.Float64Value(1).Float64() },
	},
	"log/slog.(Value).Group": {
		broken: func() { slog.StringValue(none).Group() },
		met:    func() { slog.GroupValue().Group() },
	},
	"log/slog.(Value).Int64": {
		broken: func() { slog.StringValue(none).Int64() },
		met:    func() { slog.Int64Value(1).Int64() },
	},
	"log/slog.(Value).Time": {
		broken: func() { slog.StringValue(none).Time() },
		met:    func() { slog.TimeValue(time.Now()).Time() },
	},
	"log/slog.(Value).Uint64": {
		broken: func() { slog.StringValue(none).Uint64() },
		met:    func() { slog.Uint64Value(1).Uint64() },
	},
	"net.(Dialer).DialContext": {
		broken: func() { _, _ = new(net.Dialer).DialContext(noCtx, "tcp", none) },
		met:    func() { _, _ = new(net.Dialer).DialContext(context.Background(), "tcp", none) },
	},
	"net/http.Handle": {
		broken: func() { http.Handle(none, http.HandlerFunc(http.NotFound)) },
		met:    func() { http.Handle("/Handle", http.HandlerFunc(http.NotFound)) },
	},
	"net/http.Handle 2": {
		broken: func() {
			http.Handle("/Handle2", http.HandlerFunc(http.NotFound))
			http.Handle("/Handle2", http.HandlerFunc(http.NotFound))
		},
		met: func() { http.Handle("/Handle3", http.HandlerFunc(http.NotFound)) },
	},
	"net/http.Handle 3": {
		broken: func() { http.Handle("/n", nil) },
		met:    func() { http.Handle("/Handle4", http.HandlerFunc(http.NotFound)) },
	},
	"net/http.HandleFunc": {
		broken: func() { http.HandleFunc(none, http.NotFound) },
		met:    func() { http.HandleFunc("/HandleFunc", http.NotFound) },
	},
	"net/http.HandleFunc 2": {
		broken: func() { http.HandleFunc("/HandleFunc2", http.NotFound); http.HandleFunc("/HandleFunc2", http.NotFound) },
		met:    func() { http.HandleFunc("/HandleFunc3", http.NotFound) },
	},
	"net/http.HandleFunc 3": {
		broken: func() { http.HandleFunc("/n", nil) },
		met:    func() { http.HandleFunc("/HandleFunc4", http.NotFound) },
	},
	"net/http.(ServeMux).Handle": {
		broken: func() { mux().Handle(none, http.HandlerFunc(http.NotFound)) },
		met:    func() { mux().Handle("/m", http.HandlerFunc(http.NotFound)) },
	},
	"net/http.(ServeMux).Handle 2": {
		broken: func() {
			m := mux()
			m.Handle("/a", http.HandlerFunc(http.NotFound))
			m.Handle("/a", http.HandlerFunc(http.NotFound))
		},
		met: func() { mux().Handle("/m3", http.HandlerFunc(http.NotFound)) },
	},
	"net/http.(ServeMux).Handle 3": {
		broken: func() { mux().Handle("/n", nil) },
		met:    func() { mux().Handle("/m4", http.HandlerFunc(http.NotFound)) },
	},
	"net/http.(ServeMux).HandleFunc": {
		broken: func() { mux().HandleFunc(none, http.NotFound) },
		met:    func() { mux().HandleFunc("/m", http.NotFound) },
	},
	"net/http.(ServeMux).HandleFunc 2": {
		broken: func() { m := mux(); m.HandleFunc("/a", http.NotFound); m.HandleFunc("/a", http.NotFound) },
		met:    func() { mux().HandleFunc("/m3", http.NotFound) },
	},
	"net/http.(ServeMux).HandleFunc 3": {
		broken: func() { mux().HandleFunc("/n", nil) },
		met:    func() { mux().HandleFunc("/m4", http.NotFound) },
	},
	"net/http.(Header).Add": {
		broken: func() { http.Header(nil).Add(none, none) },
		met:    func() { http.Header{}.Add(none, none) },
	},
	"net/http.(Header).Set": {
		broken: func() { http.Header(nil).Set(none, none) },
		met:    func() { http.Header{}.Set(none, none) },
	},
	"net/textproto.(MIMEHeader).Add": {
		broken: func() { textproto.MIMEHeader(nil).Add(none, none) },
		met:    func() { textproto.MIMEHeader{}.Add(none, none) },
	},
	"net/textproto.(MIMEHeader).Set": {
		broken: func() { textproto.MIMEHeader(nil).Set(none, none) },
		met:    func() { textproto.MIMEHeader{}.Set(none, none) },
	},
	"net/url.(Values).Add": {
		broken: func() { url.Values(nil).Add(none, none) },
		met:    func() { url.Values{}.Add(none, none) },
	},
	"net/url.(Values).Set": {
		broken: func() { url.Values(nil).Set(none, none) },
		met:    func() { url.Values{}.Set(none, none) },
	},
	"net/http.(Request).Clone": {
		broken: func() { new(http.Request).Clone(noCtx) },
		met:    func() { new(http.Request).Clone(context.Background()) },
	},
	"net/http.(Request).WithContext": {
		broken: func() { new(http.Request).WithContext(noCtx) },
		met:    func() { new(http.Request).WithContext(context.Background()) },
	},
	"net/http.(ResponseWriter).WriteHeader": {
		broken: func() { writer().WriteHeader(99) },
		met:    func() { writer().WriteHeader(100) },
	},
	"net/http.(Transport).RegisterProtocol": {
		broken: func() { t := new(http.Transport); t.RegisterProtocol("a", t); t.RegisterProtocol("a", t) },
		met:    func() { t := new(http.Transport); t.RegisterProtocol("a", t) },
	},
	"net/http/httptest.NewRequest": {
		broken: func() { httptest.NewRequest("GET", "a b", nil) },
		met:    func() { httptest.NewRequest("GET", "/", nil) },
	},
	"net/http/httptest.NewRequestWithContext": {
		broken: func() { httptest.NewRequestWithContext(context.Background(), "GET", "a b", nil) },
		met:    func() { httptest.NewRequestWithContext(context.Background(), "GET", "/", nil) },
	},
	"net/http/httptest.(Server).Start": {
		broken: func() { s := httptest.NewServer(nil); defer s.Close(); s.Start() },
		met:    func() { s := httptest.NewUnstartedServer(nil); s.Start(); s.Close() },
	},
	"net/http/httptest.(Server).StartTLS": {
		broken: func() { s := httptest.NewServer(nil); defer s.Close(); s.StartTLS() },
		met:    func() { s := httptest.NewUnstartedServer(nil); s.StartTLS(); s.Close() },
	},
	"net/netip.MustParseAddr": {
		broken: func() { netip.MustParseAddr("1.2") },
		met:    func() { netip.MustParseAddr("1.2.3.4") },
	},
	"net/netip.MustParseAddrPort": {
		broken: func() { netip.MustParseAddrPort("1.2.3.4") },
		met:    func() { netip.MustParseAddrPort("1.2.3.4:5") },
	},
	"net/netip.MustParsePrefix": {
		broken: func() { netip.MustParsePrefix("1.2.3.4") },
		met:    func() { netip.MustParsePrefix("1.2.3.4/8") },
	},
	"net/netip.(Addr).As4": {
		broken: func() { netip.MustParseAddr("::1").As4() },
		met:    func() { netip.MustParseAddr("1.2.3.4").As4() },
	},
}
