"""A network of a weights file (docs/weights.md) in PyTorch or ONNX Runtime, run once for every line of standard input.

    neural_peer.py training|inference MODEL INPUT BATCH THREADS OUTPUT

MODEL holds one network for both towers. INPUT and OUTPUT are bare single-precision numbers. The output of training is that of
the first step, then the gradients of all parameters in the file's order, where the gradient of the output is OUTPUT's weights:
cos(0), cos(1), ...: three times, in single precision with channels first and with channels last, and in double precision. The
first line that is printed names the mode that was chosen; then every line is the seconds of a run.
"""

import json
import os
import struct
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
task, model, source, batch, threads, target = sys.argv[1:]
batch, threads = int(batch), int(threads)
with open(model, "rb") as file:
    header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    data = file.read()
architecture = json.loads(header["__metadata__"]["architectures"])["both"]
arrays = {}
for name, entry in header.items():
    if name != "__metadata__":
        start, end = entry["data_offsets"]
        arrays[name.removeprefix("both.")] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"]).copy()
shape = [batch] + architecture["inputShape"]
pictures = np.fromfile(source, "<f4").reshape(shape)


def serve(run, mode):
    print(mode, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        run()
        print(time.perf_counter() - start, flush=True)


def onnx_bytes():
    from onnx import TensorProto, helper, numpy_helper

    nodes, initializers = [], [numpy_helper.from_array(array, name) for name, array in arrays.items()]

    def add(operator, inputs, name, **attributes):
        nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def constant(name, value):
        initializers.append(numpy_helper.from_array(np.float32(value), name))
        return name

    def chain(layers, value, prefix):
        for index, layer in enumerate(layers):
            value = one(layer, value, f"{prefix}{index}")
        return value

    def one(layer, value, name):
        kind, out = layer["kind"], f"{name}.out"
        if kind == "convolution":
            inputs = [value, f"{name}.weight"] + ([f"{name}.bias"] if layer["hasBias"] else [])
            return add("Conv", inputs, out, kernel_shape=[layer["kernel"]] * 2, strides=[layer["stride"]] * 2,
                       pads=[layer["padding"]] * 4, group=layer["groups"])
        if kind == "batchNormalization":
            names = [f"{name}.{part}" for part in ("scale", "shift", "mean", "variance")]
            return add("BatchNormalization", [value] + names, out, epsilon=layer["epsilon"])
        if kind == "rectifier":
            return add("Relu", [value], out)
        if kind == "limitedRectifier":
            return add("Clip", [value, constant(f"{name}.low", 0), constant(f"{name}.high", layer["limit"])], out)
        if kind == "pooling" and layer["statistic"] == "maximum":
            return add("MaxPool", [value], out, kernel_shape=[layer["window"]] * 2, strides=[layer["stride"]] * 2,
                       pads=[layer["padding"]] * 4)
        if kind == "globalPooling" and layer["statistic"] == "average":
            return add("Flatten", [add("GlobalAveragePool", [value], f"{name}.pool")], out)
        if kind == "linear":
            inputs = [value, f"{name}.weight"] + ([f"{name}.bias"] if layer["hasBias"] else [])
            return add("Gemm", inputs, out, transB=1)
        if kind == "residual":
            long = chain(layer["body"], value, f"{name}.body.")
            return add("Add", [long, chain(layer["shortcut"], value, f"{name}.shortcut.")], out)
        raise SystemExit(f"no {kind} in ONNX")

    last = chain(architecture["layers"], "pictures", "")
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("pictures", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, None)], initializers)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


def infer():
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(onnx_bytes(), options, providers=["CPUExecutionProvider"])
    session.run(None, {"pictures": pictures})[0].astype("<f4").tofile(target)
    serve(lambda: session.run(None, {"pictures": pictures}), f"ONNX Runtime {onnxruntime.__version__}")


def torch_network():
    import torch
    from torch import nn

    class Residual(nn.Module):
        def __init__(self, layer, name):
            super().__init__()
            self.body, self.shortcut = chain(layer["body"], f"{name}.body."), chain(layer["shortcut"], f"{name}.shortcut.")

        def forward(self, value):
            return self.body(value) + self.shortcut(value)

    def fill(module, name, parts):
        with torch.no_grad():
            for own, part in parts.items():
                if f"{name}.{part}" in arrays:
                    getattr(module, own).copy_(torch.from_numpy(arrays[f"{name}.{part}"]))
        return module

    def chain(layers, prefix):
        return nn.Sequential(*[one(layer, f"{prefix}{index}") for index, layer in enumerate(layers)])

    def one(layer, name):
        kind = layer["kind"]
        if kind == "convolution":
            module = nn.Conv2d(layer["inputs"], layer["outputs"], layer["kernel"], layer["stride"], layer["padding"],
                               groups=layer["groups"], bias=layer["hasBias"])
            return fill(module, name, {"weight": "weight", "bias": "bias"})
        if kind == "batchNormalization":
            module = nn.BatchNorm2d(layer["channels"], layer["epsilon"], layer["momentum"])
            return fill(module, name, {
                "weight": "scale", "bias": "shift", "running_mean": "mean", "running_var": "variance"})
        if kind == "rectifier":
            return nn.ReLU(inplace=True)
        if kind == "pooling" and layer["statistic"] == "maximum":
            return nn.MaxPool2d(layer["window"], layer["stride"], layer["padding"])
        if kind == "globalPooling" and layer["statistic"] == "average":
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        if kind == "linear":
            module = nn.Linear(layer["inputs"], layer["outputs"], bias=layer["hasBias"])
            return fill(module, name, {"weight": "weight", "bias": "bias"})
        if kind == "residual":
            return Residual(layer, name)
        raise SystemExit(f"no {kind} in PyTorch")

    return chain(architecture["layers"], "").train()


def train():
    import torch

    torch.set_num_threads(threads)

    def slopes_of(output):
        slopes = torch.cos(torch.arange(output.numel(), dtype=torch.float64)).float()
        return slopes.to(output.dtype).reshape(output.shape)

    def placed(number, channels_last):
        order = torch.channels_last if channels_last else torch.contiguous_format
        value = torch.from_numpy(pictures).to(number).contiguous(memory_format=order)
        return torch_network().to(number, memory_format=order), value

    def results(number, channels_last):
        network, value = placed(number, channels_last)
        output = network(value)
        output.backward(slopes_of(output))
        parts = [output] + [parameter.grad for parameter in network.parameters()]
        return [part.detach().contiguous().numpy().ravel() for part in parts]

    def step_of(channels_last, compiled):
        network, value = placed(torch.float32, channels_last)
        optimizer = torch.optim.SGD(network.parameters(), lr=1e-4, momentum=0.9, fused=True)
        called = torch.compile(network) if compiled else network
        slopes = slopes_of(network(value))

        def step():
            optimizer.zero_grad(set_to_none=True)
            called(value).backward(slopes)
            optimizer.step()

        return step

    first = results(torch.float32, False) + results(torch.float32, True)
    torch.set_num_threads(os.cpu_count())
    first += results(torch.float64, False)
    torch.set_num_threads(threads)
    np.concatenate(first).astype("<f4").tofile(target)

    best = None
    for compiled in (False, True):
        for channels_last in (False, True):
            words = ("channels last" if channels_last else "channels first") + (", compiled" if compiled else "")
            try:
                step = step_of(channels_last, compiled)
                step()
                times = []
                for _ in range(5):
                    start = time.perf_counter()
                    step()
                    times.append(time.perf_counter() - start)
            except Exception as error:
                print(f"  PyTorch, {words}: {type(error).__name__}", file=sys.stderr)
                continue
            print(f"  PyTorch, {words}: {min(times):.3f} s", file=sys.stderr)
            if best is None or min(times) < best[0]:
                best = (min(times), step, words)
    serve(best[1], f"PyTorch {torch.__version__} ({best[2]})")


train() if task == "training" else infer()
