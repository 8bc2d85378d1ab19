package library

// approved has the functions of the standard library that are harmless by
// their contract, though their source reaches a panic, such as one that only a
// bug of the library itself would bring about, or calls what cannot be seen.
// "*" stands for the functions of a package, "T.*" for the methods of a type;
// "-name" takes one out. What runs code of its callers without saying so in its
// type, such as json.Marshal, which calls MarshalJSON, is not here, nor is what
// panics in a state that the call does not show. The needs of a function are
// judged apart: time.NewTicker is here.
func approved(path string) string {
	switch path {
	case "bytes":
		// They work on what they are given. Left out is what calls a Reader or
		// Writer of the caller.
		return " * Buffer.* -Buffer.ReadFrom -Buffer.WriteTo Reader.* -Reader.WriteTo "
	case "cmp":
		return " * "
	case "container/list":
		return " * List.* Element.* "
	case "container/ring":
		return " * Ring.* " // ring.go: walks its own links
	case "context":
		// context.go: the panics are those for a nil parent or key, which are needs.
		return " * "
	case "crypto/hmac", "crypto/md5", "crypto/sha1", "crypto/sha256", "crypto/sha512", "crypto/subtle":
		return " * "
	case "crypto/rand":
		return " Read Text " // rand.go: a failure of the system ends the process, by fatal
	case "encoding/base32", "encoding/base64":
		return " NewEncoding Encoding.* "
	case "encoding/binary":
		return " PutUvarint PutVarint Uvarint Varint AppendUvarint AppendVarint Size bigEndian.* littleEndian.* nativeEndian.* "
	case "encoding/hex":
		return " * -Dumper -NewDecoder -NewEncoder "
	case "errors":
		// wrap.go: Is compares only what is comparable; Is, As and Unwrap
		// methods are written for being called.
		return " * "
	case "expvar":
		return " Int.* Float.* String.* "
	case "flag":
		return " Arg Args NArg NFlag Parsed Parse " // flag.go: Parse of the process ends it on an error
	case "fmt":
		// print.go: catchPanic stops what Error, String, Format and GoString
		// panic with. Scanning recovers its own errors.
		return " * "
	case "hash/adler32", "hash/crc32", "hash/crc64", "hash/fnv":
		return " * "
	case "hash/maphash":
		return " Bytes MakeSeed String Hash.* "
	case "html":
		return " * "
	case "io":
		return " LimitReader MultiReader MultiWriter NewOffsetWriter NewSectionReader NopCloser Pipe TeeReader " +
			"PipeReader.* PipeWriter.* SectionReader.Size "
	case "log":
		// log.go: prints by way of fmt. Fatal ends the process; Panic is for panicking.
		return " * -Panic -Panicf -Panicln Logger.* -Logger.Panic -Logger.Panicf -Logger.Panicln "
	case "log/slog":
		// handler.go: appendValue stops what LogValue and MarshalText panic with.
		return " * Attr.* Level.* LevelVar.* Logger.* Record.* Value.* "
	case "maps":
		return " * "
	case "math", "math/cmplx", "math/bits":
		return " * "
	case "math/big":
		return " NewInt NewRat Int.Abs Int.Add Int.And Int.AndNot Int.BitLen Int.Bytes Int.Cmp Int.CmpAbs Int.Div Int.DivMod Int.Exp " +
			"Int.Int64 Int.IsInt64 Int.IsUint64 Int.Mod Int.Mul Int.Neg Int.Not Int.Or Int.Quo Int.QuoRem Int.Rem Int.Rsh " +
			"Int.Set Int.SetBytes Int.SetInt64 Int.SetString Int.SetUint64 Int.Sign Int.Sqrt Int.String Int.Sub Int.Text Int.Uint64 Int.Xor "
	case "math/rand", "math/rand/v2":
		return " * -NewZipf Rand.* PCG.* ChaCha8.* "
	case "mime":
		return " * WordEncoder.* "
	case "net":
		// What looks up and connects is the library's own to get right.
		return " CIDRMask Dial DialTimeout IPv4 IPv4Mask Interfaces InterfaceAddrs JoinHostPort Listen ListenPacket ListenTCP ListenUDP " +
			"LookupAddr LookupCNAME LookupHost LookupIP LookupMX LookupPort LookupSRV LookupTXT ParseCIDR ParseIP ParseMAC " +
			"ResolveIPAddr ResolveTCPAddr ResolveUDPAddr ResolveUnixAddr SplitHostPort " +
			"DNSError.* HardwareAddr.* IP.* IPAddr.* IPMask.* IPNet.* OpError.* TCPAddr.* UDPAddr.* UnixAddr.* " +
			"TCPConn.* TCPListener.* UDPConn.* UnixConn.* UnixListener.* conn.* "
	case "net/http":
		return " CanonicalHeaderKey DetectContentType NewRequest NewRequestWithContext NewServeMux ParseHTTPVersion ParseTime StatusText " +
			"HandleFunc Handle Cookie.* Header.* -Header.Write -Header.WriteSubset " +
			"Request.AddCookie Request.BasicAuth Request.Clone Request.Context Request.Cookie Request.Cookies Request.PathValue " +
			"Request.ProtoAtLeast Request.Referer Request.SetBasicAuth Request.SetPathValue Request.UserAgent Request.WithContext " +
			"Response.Cookies Response.Location ServeMux.Handle ServeMux.HandleFunc "
	case "net/netip":
		return " * Addr.* AddrPort.* Prefix.* "
	case "net/textproto":
		return " CanonicalMIMEHeaderKey TrimBytes TrimString MIMEHeader.* "
	case "net/url":
		return " * URL.* Userinfo.* Values.* "
	case "os":
		// The panics in os are invariants of its own; a closed or nil *File is an error.
		return " * DirEntry.* File.* -File.ReadFrom -File.WriteTo LinkError.* PathError.* Process.* ProcessState.* Root.* SyscallError.* "
	case "os/exec":
		return " Command CommandContext LookPath "
	case "os/signal":
		return " * "
	case "path", "path/filepath":
		return " * "
	case "regexp":
		// exec.go, backtrack.go: the panics are for programs that the compiler of
		// the package does not make.
		return " * Regexp.* -Regexp.FindReaderIndex -Regexp.FindReaderSubmatchIndex -Regexp.MatchReader "
	case "runtime":
		return " Caller Callers CallersFrames FuncForPC GC GOMAXPROCS GOROOT Gosched KeepAlive LockOSThread NumCPU NumCgoCall " +
			"NumGoroutine ReadMemStats Stack UnlockOSThread Version Frames.* Func.* "
	case "runtime/debug":
		return " FreeOSMemory PrintStack ReadBuildInfo ReadGCStats SetGCPercent SetMaxStack SetMaxThreads SetMemoryLimit SetTraceback Stack BuildInfo.String "
	case "slices":
		return " * "
	case "sort":
		// Sort and its like call methods of the caller.
		return " Float64s Float64sAreSorted Find Ints IntsAreSorted Search SearchFloat64s SearchInts SearchStrings Slice SliceIsSorted SliceStable " +
			"Strings StringsAreSorted Float64Slice.* IntSlice.* StringSlice.* -Float64Slice.Less -Float64Slice.Swap -IntSlice.Less -IntSlice.Swap -StringSlice.Less -StringSlice.Swap "
	case "strconv":
		return " * NumError.* "
	case "strings":
		// As of bytes. A Builder that was copied is a mistake that vet finds.
		return " * Builder.* Reader.* -Reader.WriteTo Replacer.Replace "
	case "sync":
		// The errors of a Mutex end the process, whatever recovers. A WaitGroup
		// or Pool used correctly does not panic; what Once.Do, Map.Range and
		// Pool.New run is judged where they are given it.
		return " * Cond.* Map.* Mutex.* Once.* Pool.* RWMutex.* WaitGroup.* "
	case "sync/atomic":
		return " * Bool.* Int32.* Int64.* Pointer.* Uint32.* Uint64.* Uintptr.* Value.* "
	case "syscall":
		return " Getenv Getpagesize Getpid Getppid Getuid Kill Errno.* Signal.* "
	case "time":
		// The panics are needs, or for tables of time zones that do not come from the package.
		return " * Duration.* Location.* Month.* ParseError.* Ticker.* Time.* Timer.* Weekday.* "
	case "unicode", "unicode/utf16", "unicode/utf8":
		return " * "
	case "unique":
		return " Handle.* "
	}
	return ""
}
