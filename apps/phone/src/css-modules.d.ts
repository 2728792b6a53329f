declare module '*.module.css' {
  const classes: Record<string, string>
  // esbuild's CSS modules have no other form.
  // oxlint-disable-next-line import/no-default-export
  export default classes
}

declare module '*.css'
