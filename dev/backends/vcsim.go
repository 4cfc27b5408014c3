// A vCenter for tests: the simulator of govmomi with one template, and with what vCenter does and the simulator does not:
// a clone takes a while and is seen in the recent tasks of its template, a name is given once in a folder, and a guest that
// runs tells its address. Started by the script vcsim beside this file.
package main

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/find"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// gate keeps clones from ending while it is shut.
type gate struct {
	sync.Mutex
	opened *sync.Cond
	shut   bool
}

func newGate() *gate {
	g := &gate{}
	g.opened = sync.NewCond(g)
	return g
}

func (g *gate) set(shut bool) {
	g.Lock()
	defer g.Unlock()
	g.shut = shut
	g.opened.Broadcast()
}

func (g *gate) isShut() bool {
	g.Lock()
	defer g.Unlock()
	return g.shut
}

func (g *gate) pass() {
	g.Lock()
	defer g.Unlock()
	for g.shut {
		g.opened.Wait()
	}
}

// template is a virtual machine that is cloned as vCenter clones.
type template struct {
	simulator.VirtualMachine
	takes   time.Duration
	gate    *gate
	sources *sync.Map
}

// CloneVMTask answers at once with a task; what becomes of it is seen when it has ended.
func (t *template) CloneVMTask(ctx *simulator.Context, req *types.CloneVM_Task) soap.HasFault {
	task := simulator.CreateTask(t, "cloneVm", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		folder := simulator.Map.Get(req.Folder).(*simulator.Folder)
		if simulator.Map.FindByName(req.Name, folder.ChildEntity) != nil {
			return nil, &types.DuplicateName{Name: req.Name, Object: folder.Self}
		}
		inner := t.VirtualMachine.CloneVMTask(ctx, req).(*methods.CloneVM_TaskBody).Res.Returnval
		info := simulator.Map.Get(inner).(*simulator.Task).Info
		if info.Error != nil {
			return nil, info.Error.Fault
		}
		t.sources.Store(req.Name, t.Name)
		return info.Result, nil
	})
	recent := append([]types.ManagedObjectReference{task.Self}, t.RecentTask...)
	if len(recent) > 20 {
		recent = recent[:20]
	}
	simulator.Map.Update(t, []types.PropertyChange{{Name: "recentTask", Val: recent}})
	if t.takes == 0 && !t.gate.isShut() {
		task.Run()
	} else {
		go func() {
			time.Sleep(t.takes)
			t.gate.pass()
			simulator.Map.WithLock(t, func() { task.Run() })
		}()
	}
	return &methods.CloneVM_TaskBody{Res: &types.CloneVM_TaskResponse{Returnval: task.Self}}
}

// guests gives those that run an address, as VMware's tools would tell it.
type guests struct {
	last int32
}

func (*guests) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Guests", Value: "guests"}
}

func (*guests) PutObject(mo.Reference) {}

func (*guests) RemoveObject(types.ManagedObjectReference) {}

func (g *guests) UpdateObject(obj mo.Reference, changes []types.PropertyChange) {
	vm, ok := obj.(*mo.VirtualMachine)
	for _, change := range changes {
		if ok && change.Name == "runtime.powerState" && change.Val == types.VirtualMachinePowerStatePoweredOn {
			number := atomic.AddInt32(&g.last, 1)
			vm.Guest.IpAddress = fmt.Sprintf("10.0.%d.%d", number/250, number%250+1)
		}
	}
}

// made writes a line for each machine that is not of the simulator's own: its kind, its identifier, and what it has.
func made(sources *sync.Map) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, entity := range simulator.Map.All("VirtualMachine") {
			vm, ok := entity.(*simulator.VirtualMachine)
			if !ok {
				continue
			}
			simulator.Map.WithLock(vm, func() {
				source, known := sources.Load(vm.Name)
				if !known {
					return
				}
				extra := map[string]string{}
				for _, option := range vm.Config.ExtraConfig {
					extra[option.GetOptionValue().Key] = fmt.Sprint(option.GetOptionValue().Value)
				}
				datastores := []string{}
				for _, store := range vm.Datastore {
					datastores = append(datastores, simulator.Map.Get(store).(mo.Entity).Entity().Name)
				}
				text, err := json.Marshal(map[string]interface{}{
					"name":       vm.Name,
					"template":   source,
					"folder":     simulator.Map.Get(*vm.Parent).(mo.Entity).Entity().Name,
					"pool":       simulator.Map.Get(*vm.ResourcePool).(mo.Entity).Entity().Name,
					"datastores": datastores,
					"power":      vm.Runtime.PowerState,
					"cpus":       vm.Config.Hardware.NumCPU,
					"memory":     vm.Config.Hardware.MemoryMB,
					"annotation": vm.Config.Annotation,
					"extra":      extra,
				})
				if err != nil {
					log.Fatal(err)
				}
				fmt.Fprintf(w, "vm %s %s\n", vm.Config.InstanceUuid, text)
			})
		}
	}
}

// furnish makes a template and where machines are put.
func furnish(server *url.URL) (types.ManagedObjectReference, error) {
	ctx := context.Background()
	client, err := govmomi.NewClient(ctx, server, true)
	if err != nil {
		return types.ManagedObjectReference{}, err
	}
	finder := find.NewFinder(client.Client, false)
	dc, err := finder.Datacenter(ctx, "DC0")
	if err != nil {
		return types.ManagedObjectReference{}, err
	}
	folders, err := dc.Folders(ctx)
	if err != nil {
		return types.ManagedObjectReference{}, err
	}
	finder.SetDatacenter(dc)
	vm, err := finder.VirtualMachine(ctx, "DC0_C0_RP0_VM0")
	if err != nil {
		return types.ManagedObjectReference{}, err
	}
	renamed, err := vm.Rename(ctx, "agent")
	if err != nil {
		return types.ManagedObjectReference{}, err
	}
	if err = renamed.Wait(ctx); err != nil {
		return types.ManagedObjectReference{}, err
	}
	if err = vm.MarkAsTemplate(ctx); err != nil {
		return types.ManagedObjectReference{}, err
	}
	var folder *object.Folder
	for _, name := range []string{"templates", "shop"} {
		if folder, err = folders.VmFolder.CreateFolder(ctx, name); err != nil {
			return types.ManagedObjectReference{}, err
		}
		if name == "templates" {
			moved, err := folder.MoveInto(ctx, []types.ManagedObjectReference{vm.Reference()})
			if err != nil {
				return types.ManagedObjectReference{}, err
			}
			if err = moved.Wait(ctx); err != nil {
				return types.ManagedObjectReference{}, err
			}
		}
	}
	if _, err = folder.CreateFolder(ctx, "machines"); err != nil {
		return types.ManagedObjectReference{}, err
	}
	return vm.Reference(), client.Logout(ctx)
}

func main() {
	listen := flag.String("l", "127.0.0.1:0", "where to listen")
	encrypted := flag.Bool("tls", false, "with TLS, and a certificate that nobody has signed")
	single := flag.Bool("esx", false, "a single host, and no vCenter")
	takes := flag.Duration("clone", 0, "how long a clone takes")
	flag.DurationVar(&simulator.SessionIdleTimeout, "idle", 0, "when a session that is not used ends")
	user := flag.String("user", "roboconf@vsphere.local", "who may log in")
	password := flag.String("password", "pass&word <1>", "with what")
	flag.Parse()

	model := simulator.VPX()
	if *single {
		model = simulator.ESX()
	}
	model.Autostart = false
	model.Machine = 1
	model.Pool = 1
	model.Datastore = 2
	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	model.Service.Listen = &url.URL{Host: *listen, User: url.UserPassword(*user, *password)}
	if *encrypted {
		model.Service.TLS = new(tls.Config)
	}
	server := model.Service.NewServer()
	sources := new(sync.Map)
	if !*single {
		simulator.Map.AddHandler(&guests{})
		reference, err := furnish(server.URL)
		if err != nil {
			log.Fatal(err)
		}
		vm := simulator.Map.Get(reference).(*simulator.VirtualMachine)
		clones := newGate()
		simulator.Map.Put(&template{*vm, *takes, clones, sources})
		for path, shut := range map[string]bool{"/hold": true, "/release": false} {
			shut := shut
			model.Service.ServeMux.HandleFunc(path, func(http.ResponseWriter, *http.Request) { clones.set(shut) })
		}
	}
	model.Service.ServeMux.HandleFunc("/made", made(sources))

	// As key=value for a shell, or for Java's properties.
	fmt.Printf("url=%s://%s%s\nuser=%s\npassword=%s\n", server.URL.Scheme, server.URL.Host, server.URL.Path, *user, *password)
	if *encrypted {
		fmt.Printf("thumbprint=%x\n", sha256.Sum256(server.TLS.Certificates[0].Certificate[0]))
	}
	fmt.Println("ready=yes")

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	<-signals
	model.Remove()
	server.Close()
}
