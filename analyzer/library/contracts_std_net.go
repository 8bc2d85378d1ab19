package library

// What the functions of the standard library need that serve, connect and
// format: network, templates, patterns, logs.

var htmlTemplateContract = Library{
	Path: "html/template", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Must", Needs: needs(1, Valid)},                      // template.go:368
		{Recv: "Template", Name: "Funcs", Needs: trusts(0, Valid)},  // text/template/funcs.go:77, 81, 84
		{Recv: "Template", Name: "Option", Needs: trusts(0, Valid)}, // text/template/option.go:52, 71
	},
}

var templateContract = Library{
	Path: "text/template", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "Must", Needs: needs(1, Valid)},                      // helper.go:26
		{Recv: "Template", Name: "Funcs", Needs: trusts(0, Valid)},  // funcs.go:77, 81, 84: func values under names of identifiers
		{Recv: "Template", Name: "Option", Needs: trusts(0, Valid)}, // option.go:52, 71
	},
}

var regexpContract = Library{
	Path: "regexp", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "MustCompile", Needs: needs(0, Valid)},      // regexp.go:313
		{Name: "MustCompilePOSIX", Needs: needs(0, Valid)}, // regexp.go:324
	},
}

var ioContract = Library{
	Path: "io", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "CopyBuffer", Needs: []Need{{Param: 2, Is: MinLen, N: 1, Soft: true}}}, // io.go:400: "empty buffer", a nil one is made
	},
}

var slogContract = Library{
	Path: "log/slog", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "New", Needs: trusts(0, NotNil)},                          // logger.go:153
		{Name: "SetDefault", Needs: trusts(0, NotNil)},                   // logger.go: l.Handler()
		{Recv: "Value", Name: "Bool", Needs: trusts(Receiver, SameKind)}, // value.go:320 to 411
		{Recv: "Value", Name: "Duration", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Float64", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Group", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Int64", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Time", Needs: trusts(Receiver, SameKind)},
		{Recv: "Value", Name: "Uint64", Needs: trusts(Receiver, SameKind)},
	},
}

var netContract = Library{
	Path: "net", Versions: "go1.26.8",
	Funcs: []Func{{Recv: "Dialer", Name: "DialContext", Needs: trusts(0, NotNil)}}, // dial.go:562: "nil context"
}

var httpContract = Library{
	Path: "net/http", Versions: "go1.26.8",
	Funcs: []Func{
		// server.go:2882: a bad pattern, a nil handler, or a pattern that conflicts with another.
		{Name: "Handle", Needs: []Need{{Param: 0, Is: Valid, Soft: true}, {Param: 0, Is: Fresh, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
		{Name: "HandleFunc", Needs: []Need{{Param: 0, Is: Valid, Soft: true}, {Param: 0, Is: Fresh, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
		{Recv: "Header", Name: "Add", Needs: trusts(Receiver, NotNil)},                                                    // net/textproto/header.go: h[key] = append(...)
		{Recv: "Header", Name: "Set", Needs: trusts(Receiver, NotNil)},                                                    // net/textproto/header.go: h[...] = []string{value}
		{Recv: "Request", Name: "Clone", Needs: trusts(0, NotNil)},                                                        // request.go:388
		{Recv: "Request", Name: "WithContext", Needs: trusts(0, NotNil)},                                                  // request.go:370
		{Recv: "ResponseWriter", Name: "WriteHeader", Needs: []Need{{Param: 0, Is: Between, N: 100, M: 999, Soft: true}}}, // server.go:1116
		{Recv: "ServeMux", Name: "Handle", Needs: []Need{{Param: 0, Is: Valid, Soft: true}, {Param: 0, Is: Fresh, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
		{Recv: "ServeMux", Name: "HandleFunc", Needs: []Need{{Param: 0, Is: Valid, Soft: true}, {Param: 0, Is: Fresh, Soft: true}, {Param: 1, Is: NotNil, Soft: true}}},
		{Recv: "Transport", Name: "RegisterProtocol", Needs: trusts(0, Fresh)}, // transport.go:883
	},
}

var httptestContract = Library{
	Path: "net/http/httptest", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "NewRequest", Needs: trusts(1, Valid)},                      // httptest.go:52: the request line is parsed
		{Name: "NewRequestWithContext", Needs: trusts(2, Valid)},           // httptest.go:52
		{Recv: "Server", Name: "Start", Needs: trusts(Receiver, Early)},    // server.go:128
		{Recv: "Server", Name: "StartTLS", Needs: trusts(Receiver, Early)}, // server.go:161
	},
}

var netipContract = Library{
	Path: "net/netip", Versions: "go1.26.8",
	Funcs: []Func{
		{Name: "MustParseAddr", Needs: needs(0, Valid)},                // netip.go:135
		{Name: "MustParseAddrPort", Needs: needs(0, Valid)},            // netip.go:1144
		{Name: "MustParsePrefix", Needs: needs(0, Valid)},              // netip.go:1408
		{Recv: "Addr", Name: "As4", Needs: trusts(Receiver, SameKind)}, // netip.go:718, 720: an IPv4 address, or one in IPv6
	},
}

var textprotoContract = Library{
	Path: "net/textproto", Versions: "go1.26.8",
	Funcs: []Func{ // header.go: h[key] = append(...), h[...] = []string{value}
		{Recv: "MIMEHeader", Name: "Add", Needs: trusts(Receiver, NotNil)},
		{Recv: "MIMEHeader", Name: "Set", Needs: trusts(Receiver, NotNil)},
	},
}

var urlContract = Library{
	Path: "net/url", Versions: "go1.26.8",
	Funcs: []Func{ // url.go: v[key] = append(...), v[key] = []string{value}
		{Recv: "Values", Name: "Add", Needs: trusts(Receiver, NotNil)},
		{Recv: "Values", Name: "Set", Needs: trusts(Receiver, NotNil)},
	},
}
