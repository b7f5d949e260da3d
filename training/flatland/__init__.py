"""Training of Flatland's text-to-scene model: scene sampler, captions, model, export."""
