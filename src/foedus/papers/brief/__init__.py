"""From duties and witnesses to the papers that a delegation needs the same day."""
